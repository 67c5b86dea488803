/* wire.h: what the two instances and the JavaScript between them share. */
#ifndef SB_BROWSER_WIRE_H
#define SB_BROWSER_WIRE_H

/* How a call in the judged instance ended; transport.js has the same numbers. */
enum wire_end {
    WIRE_RETURNED, /* with an answer */
    WIRE_LATE,
    WIRE_FAULT,  /* it says in words what went wrong */
    WIRE_EXITED, /* likewise: it called exit() */
    WIRE_LEAKED,
    WIRE_MEMORY
};

#endif
