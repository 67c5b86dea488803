/* mail/KEY.eml: each student's feedback as a message (RFC 5322), text first and the page attached.
 * make mail sends them. */
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "limits.h"

/* Base64 (RFC 4648), in lines of 76. */
static void put_base64(FILE *f, const char *data, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *s = (const unsigned char *)data;
    for (size_t i = 0; i < size; i += 3) {
        unsigned long bits = (unsigned long)s[i] << 16 | (i + 1 < size ? s[i + 1] : 0u) << 8 |
                             (i + 2 < size ? s[i + 2] : 0u);
        fputc(digits[bits >> 18], f);
        fputc(digits[bits >> 12 & 63], f);
        fputc(i + 1 < size ? digits[bits >> 6 & 63] : '=', f);
        fputc(i + 2 < size ? digits[bits & 63] : '=', f);
        if (i / 3 % 19 == 18)
            fputs("\r\n", f);
    }
    fputs("\r\n", f);
}

/* A header's text in UTF-8 (RFC 2047), in words of at most 45 bytes that part no letter. */
static void put_words(FILE *f, const char *text)
{
    for (size_t n; *text; text += n) {
        n = strlen(text) < 42 ? strlen(text) : 42;
        while (text[n] && ((unsigned char)text[n] & 0xc0) == 0x80)
            n--;
        char *word = NULL;
        size_t size;
        FILE *to = open_memstream(&word, &size);
        put_base64(text_need(to), text, n);
        fclose(to);
        word[strcspn(word, "\r")] = '\0';
        fprintf(f, "=?UTF-8?B?%s?=%s", word, text[n] ? "\r\n " : "");
        free(word);
    }
}

static bool put_part(FILE *f, const char *path, const char *head)
{
    size_t size = 0;
    char *text = file_read(path, LIMIT_OWN_FILE_BYTES, &size);
    if (!text)
        return false;
    fprintf(f, "--part\r\n%sContent-Transfer-Encoding: base64\r\n\r\n", head);
    put_base64(f, text, size);
    free(text);
    return true;
}

/* Is the address valid? It goes into a header and to a server. */
static bool is_address(const char *email)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    static const char more[] = "_!#$%&'*+/=?^`{|}~";
    size_t n = 0;
    while (email[n] && (strchr(letters, email[n]) || strchr(more, email[n])))
        n++;
    const char *domain = email + n + 1;
    return n > 0 && email[0] != '-' && email[n] == '@' && *domain &&
           domain[strspn(domain, letters)] == '\0';
}

static bool write_message(const char *out, const char *key, const char *email, const char *title)
{
    char *file = text_file_name(key), *path = text_format("%s/mail/%s.eml", out, file),
         *text = text_format("%s/feedback/%s.txt", out, file),
         *page = text_format("%s/feedback/%s.html", out, file);
    FILE *f = file_begin(path);
    bool good = f != NULL;
    if (good) {
        fprintf(f, "To: <%s>\r\nSubject: ", email);
        put_words(f, title);
        fputs("\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n", f);
        good = put_part(f, text, "Content-Type: text/plain; charset=utf-8\r\n") &&
               put_part(f, page,
                        "Content-Type: text/html; charset=utf-8\r\n"
                        "Content-Disposition: attachment; filename=feedback.html\r\n");
        fputs("--part--\r\n", f);
        good = file_finish(f, path) && good;
    }
    free(file);
    free(path);
    free(text);
    free(page);
    return good;
}

bool export_mail(sqlite3 *db, const char *out)
{
    char *folder = text_format("%s/mail", out), *title = export_title(db),
         *subject = text_format("%s: your points and feedback", title);
    bool good = file_make_folders(folder);
    sqlite3_stmt *q = gradebook_query(db, "SELECT key, email FROM total WHERE judgement IS NOT NULL"
                                          " ORDER BY key");
    while (good && gradebook_step(q))
        if (is_address(gradebook_text(q, 1)))
            good = write_message(out, gradebook_text(q, 0), gradebook_text(q, 1), subject);
    sqlite3_finalize(q);
    free(folder);
    free(title);
    free(subject);
    return good;
}
