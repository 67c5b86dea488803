/* page.h: one report, as text and as HTML at the same time. */
#ifndef SB_EXPORT_PAGE_H
#define SB_EXPORT_PAGE_H

#include "class/text/text.h"

struct page {
    FILE *text, *html;
    char *text_path, *html_path;
};

/* path: without ending. */
bool export_page_open(struct page *p, const char *path, const char *title);
bool export_page_close(struct page *p);
void export_page_heading(struct page *p, const char *text);
void export_page_line(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A link to an address of letters, digits and . _ - ~ / */
void export_page_link(struct page *p, const char *address, const char *text);
/* The page's title. */
void export_page_total(struct page *p, const char *text);
/* `label  value`, indented; value may have several lines. Writes nothing if it is empty. */
void export_page_item(struct page *p, const char *label, const char *value);
/* A bar of `share` of the full width. */
void export_page_bar(struct page *p, const char *label, double share, const char *value);
/* A row of the table of exercises; linked: to the page_place of that number. */
void export_page_score(struct page *p, const char *number, const char *name, double share,
                       const char *points, const char *state, bool linked);
/* A heading that page_score leads to. */
void export_page_place(struct page *p, const char *number, const char *text);

#endif
