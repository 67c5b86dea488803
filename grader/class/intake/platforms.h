/* platforms.h: whose a file or folder is, by its name. */
#ifndef SB_INTAKE_PLATFORMS_H
#define SB_INTAKE_PLATFORMS_H

#include "collect.h"

/* One name in the folder of a class. What the platform does not tell is NULL or 0. */
struct entry {
    const char *folder; /* where it lies */
    char *file;         /* its name there, as it is on the disk */
    char *key, *name, *id, *email;
    char *label;       /* what decides which chapter it is for */
    long long time;    /* when it was handed in, as the platform says */
    long long attempt; /* of several, the one with the largest number counts; 0: all count */
    const char *layout;
    bool late, is_folder;
};

/* Finds out whose the entry is. Returns false if it is nobody's. */
bool intake_recognise(struct entry *e);
/* A Gradescope folder, and one of those who handed it in; NULL if nobody is known. */
struct intake_person;
void intake_recognise_gradescope(struct entry *e, const struct intake_person *person);
void intake_free_entry(struct entry *e);

/* Does the text match the extended regular expression? m takes count matches. */
bool intake_matches(const char *pattern, const char *text, void *matches, size_t count);
/* The name without the ending of an archive. To be freed. */
char *intake_without_ending(const char *file);

/* ---- dates.c ---- */
/* The regular expression of a date in the name of a Brightspace folder. */
#define INTAKE_WRITTEN_DATE                                                       \
    "([^0-9 -][^0-9 ]* [0-9]{1,2}, [0-9]{4}|[0-9]{1,2} [^0-9 -][^0-9 ]* [0-9]{4}" \
    "|[0-9]{4}-[0-9]{2}-[0-9]{2}),? [0-9]{1,2}[:.h-]?([0-9]{2})?( ?[AaPp]\\.?[Mm]\\.?)?"

#endif
