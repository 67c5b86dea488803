/* class_parts.h: the parts of the class page that are files of their own. */
#ifndef SB_EXPORT_CLASS_PARTS_H
#define SB_EXPORT_CLASS_PARTS_H

#include "export.h"
#include "page.h"

void export_distribution(sqlite3 *db, struct page *p); /* as a picture */
void export_students(sqlite3 *db, struct page *p);     /* a table, each with a link */

#endif
