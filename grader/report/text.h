/* text.h: text from judged code, made fit for JSON. */
#ifndef SB_TEXT_H
#define SB_TEXT_H

/* Replaces every byte that does not belong to valid UTF-8 by '?'. */
void text_clean(char *text);

#endif
