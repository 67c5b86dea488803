/* gradescope.h: who handed in what, from the submission_metadata.yml of a Gradescope export. */
#ifndef SB_INTAKE_GRADESCOPE_H
#define SB_INTAKE_GRADESCOPE_H

#include "class/text/text.h"

/* One member of the group that handed in a folder; "" where the file says nothing. */
struct intake_person {
    char *folder, *name, *sid, *email;
    long long time; /* of the hand-in, seconds since 1970; 0 if unknown */
};
struct intake_people {
    struct intake_person *items;
    size_t count;
};

/* Reads the file. A missing file has no people; one that is not YAML, or not a plain file, has none
 * and gets a note. */
void intake_read_people(const char *path, struct intake_people *people, struct notes *notes);
void intake_people_free(struct intake_people *people);

#endif
