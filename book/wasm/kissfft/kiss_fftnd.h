/* kiss_fftnd.h: of KISS FFT's interface what lib/fields/whiten.c uses, for the pages; see fft.c. */
#ifndef KISS_FFTND_H
#define KISS_FFTND_H

#include <stddef.h>

typedef struct {
    float r, i;
} kiss_fft_cpx;
typedef struct kiss_fftnd_state *kiss_fftnd_cfg;

/* Two dimensions only; inverse 1 for the way back. mem and lenmem are not used. free() it. */
kiss_fftnd_cfg kiss_fftnd_alloc(const int *dims, int ndims, int inverse, void *mem, size_t *lenmem);
void kiss_fftnd(kiss_fftnd_cfg cfg, const kiss_fft_cpx *in, kiss_fft_cpx *out);

#endif
