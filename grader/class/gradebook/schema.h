/* schema.h: the tables and views of the gradebook, as SQL. */
#ifndef SB_GRADEBOOK_SCHEMA_H
#define SB_GRADEBOOK_SCHEMA_H

#define GRADEBOOK_VERSION 2

/* Statements, NULL at the end. */
extern const char *const gradebook_schema[];    /* makes what is not there yet */
extern const char *const gradebook_migration[]; /* from version 1, before the schema */

#endif
