/* One report, as text and as HTML. */
#include "page.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 "
    "1rem;color:#222}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.6rem 0 .3rem}p{margin:.5rem 0 .2rem}"
    ".i{display:grid;grid-template-columns:6rem 1fr;margin-left:1.5rem}.i "
    "b{font-weight:600;color:#555}"
    ".i span{white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.6 ui-monospace,monospace}"
    ".b{display:flex;gap:.6rem;align-items:center;font-size:.9rem}.b "
    "span:first-child{width:18rem;overflow-wrap:anywhere}"
    ".b i{display:block;height:.8rem;background:#2a6592}.b u{flex:1;text-decoration:none}"
    ".b em{font-style:normal;width:9rem;white-space:pre}.b.s span:first-child{width:14rem}.b.s "
    "em{width:14rem}"
    ".big{font-size:1.4rem;font-weight:600}a{color:inherit}"
    "table{border-collapse:collapse;font-size:.9rem;width:100%}th{text-align:left}"
    "td,th{padding:.15rem .6rem .15rem 0;border-bottom:1px solid #8884;vertical-align:top}"
    "td{overflow-wrap:anywhere}td i{display:inline-block;height:.7rem;background:#2a6592;"
    "margin-right:.5rem}th button{all:unset;cursor:pointer;font-weight:600}"
    "th button:focus-visible{outline:2px solid}[aria-sort=ascending] button::after{content:' "
    "\u2191'}"
    "[aria-sort=descending] button::after{content:' \u2193'}"
    "svg{width:100%;max-width:40rem}svg rect{fill:#2a6592}svg text{font-size:12px;"
    "text-anchor:middle;fill:currentColor}"
    ".wide{overflow-x:auto}@media(max-width:40rem){td i{display:none}td,th{padding-right:.4rem}"
    ".b span:first-child,.b.s span:first-child{width:8rem}.b em,.b.s em{width:7rem}"
    ".i{grid-template-columns:4.5rem 1fr;margin-left:.5rem}}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}.i b{color:#aaa}"
    ".b i,td i{background:#3cb37d}svg rect{fill:#3cb37d}}";

bool export_page_open(struct page *p, const char *path, const char *title)
{
    *p = (struct page){.text_path = text_format("%s.txt", path),
                       .html_path = text_format("%s.html", path)};
    p->text = file_begin(p->text_path);
    p->html = p->text ? file_begin(p->html_path) : NULL;
    if (!p->html)
        return false;
    text_plain(p->text, title);
    fputs("\n\n", p->text);
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
          p->html);
    text_html(p->html, title);
    fprintf(p->html, "</title>\n<style>%s</style>\n<h1>", style);
    text_html(p->html, title);
    fputs("</h1>\n", p->html);
    return true;
}

bool export_page_close(struct page *p)
{
    bool good = p->html && p->text;
    if (p->html)
        fputs("</html>\n", p->html);
    good = file_finish(p->text, p->text_path) && good;
    good = file_finish(p->html, p->html_path) && good;
    free(p->text_path);
    free(p->html_path);
    return good;
}

void export_page_heading(struct page *p, const char *text)
{
    export_page_place(p, "", text);
}

void export_page_place(struct page *p, const char *number, const char *text)
{
    fputc('\n', p->text);
    text_plain(p->text, text);
    fputc('\n', p->text);
    fputs("<h2", p->html);
    if (number[0])
        fprintf(p->html, " id=\"%s\"", number);
    fputc('>', p->html);
    text_html(p->html, text);
    fputs("</h2>\n", p->html);
}

void export_page_total(struct page *p, const char *text)
{
    fprintf(p->text, "  %s\n", text);
    fputs("<p class=\"big\">", p->html);
    text_html(p->html, text);
    fputs("</p>\n", p->html);
}

void export_page_line(struct page *p, const char *fmt, ...)
{
    char text[4096];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    fputs("  ", p->text);
    text_plain(p->text, text);
    fputc('\n', p->text);
    fputs("<p>", p->html);
    text_html(p->html, text);
    fputs("</p>\n", p->html);
}

void export_page_link(struct page *p, const char *address, const char *text)
{
    fputs("  ", p->text);
    text_plain(p->text, text);
    fprintf(p->html, "<p><a href=\"%s\">", address);
    fputc('\n', p->text);
    text_html(p->html, text);
    fputs("</a></p>\n", p->html);
}

void export_page_item(struct page *p, const char *label, const char *value)
{
    if (!value || !value[0])
        return;
    char *copy = text_need(strdup(value)), *rest = NULL;
    const char *head = label;
    for (char *l = strtok_r(copy, "\n", &rest); l; l = strtok_r(NULL, "\n", &rest)) {
        fprintf(p->text, "    %-9s ", head);
        text_plain(p->text, l);
        fputc('\n', p->text);
        head = "";
    }
    free(copy);
    fputs("<div class=\"i\"><b>", p->html);
    text_html(p->html, label);
    fputs("</b><span>", p->html);
    text_html(p->html, value);
    fputs("</span></div>\n", p->html);
}

static void html_bar(struct page *p, double share, const char *value)
{
    fprintf(p->html, "</span><u><i style=\"width:%.1f%%\"></i></u><em>", 100.0 * share);
    text_html(p->html, value);
    fputs("</em></div>\n", p->html);
}

void export_page_bar(struct page *p, const char *label, double share, const char *value)
{
    enum { WIDTH = 30 };
    int n = (int)(share * WIDTH + 0.5);
    fprintf(p->text, "  %-*s %-30.*s %s\n", text_width(label, 37), label, n,
            "##############################", value);
    fputs("<div class=\"b\"><span>", p->html);
    text_html(p->html, label);
    html_bar(p, share, value);
}

void export_page_score(struct page *p, const char *number, const char *name, double share,
                       const char *points, const char *state, bool linked)
{
    char *value = text_format("%s, %s", points, state);
    fprintf(p->text, "  %-5s %-22s %10s  %s\n", number, name, points, state);
    fputs("<div class=\"b s\"><span>", p->html);
    if (linked)
        fprintf(p->html, "<a href=\"#%s\">", number);
    fprintf(p->html, "%s ", number);
    text_html(p->html, name);
    if (linked)
        fputs("</a>", p->html);
    html_bar(p, share, value);
    free(value);
}
