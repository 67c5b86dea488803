/* reference.h: the reference solution beside the student's function.
 *
 * The reference is compiled a second time with every exercise's function
 * renamed: ReLU there is ref_ReLU here, with the same prototype. */
#ifndef SB_REFERENCE_H
#define SB_REFERENCE_H

/* After including the chapter's header: REFERENCE(ReLU); declares ref_ReLU. */
#define REFERENCE(function) extern __typeof__(function) ref_##function

#endif
