/* schema.h: the tables and views of the gradebook, as SQL. */
#ifndef SB_GRADEBOOK_SCHEMA_H
#define SB_GRADEBOOK_SCHEMA_H

#define GRADEBOOK_VERSION 3

/* Statements, NULL at the end. */
extern const char *const gradebook_schema[];      /* makes what is not there yet */
extern const char *const gradebook_migration[];   /* from version 1 to 2, before the schema */
extern const char *const gradebook_migration_3[]; /* then from version 2 to 3 */

#endif
