/* What a failure is called: one phrase a code, one line a message. */
#include "status.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

Test(status, every_code_has_a_phrase_of_its_own)
{
    for (int i = SB_OK; i <= SB_ESTOPPED + 1; i++) {
        const char *text = sb_status_text((enum sb_status)i);
        cr_expect(strlen(text) > 8 && !strpbrk(text, "\n!"), "code %d: %s", i, text);
        for (int j = SB_OK; j < i; j++)
            cr_expect(strcmp(text, sb_status_text((enum sb_status)j)) != 0, "codes %d and %d: %s",
                      i, j, text);
    }
}

Test(status, a_message_is_one_line_and_fits)
{
    struct sb_error err;
    cr_expect(sb_fail(&err, SB_EIO, "%s: cut %s", "a\r\nb.npy", "short") == SB_EIO);
    cr_expect_str_eq(err.text, "a  b.npy: cut short");
    char name[2000];
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    cr_expect(sb_fail(&err, SB_EFORMAT, "%s", name) == SB_EFORMAT);
    cr_expect(strlen(err.text) == sizeof err.text - 1);
}

Test(status, the_message_is_optional)
{
    cr_expect(sb_fail(NULL, SB_ERANK, "%d", 1) == SB_ERANK);
}

Test(status, a_failed_call_is_short_of_memory_or_of_a_file)
{
    cr_expect(sb_errno(ENOMEM) == SB_ENOMEM);
    cr_expect(sb_errno(ENOENT) == SB_EIO && sb_errno(ENOSPC) == SB_EIO);
}
