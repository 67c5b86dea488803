/* Known mistakes of chapter 7. */
#include "hard_threshold.h"

#include "judge/mistake.h"

MISTAKE(hard_thres, strict,
        "A pixel equal to theta becomes 0; the exercise keeps it: the comparison is >=, not >.")
void hard_thres__strict(const double *frame, size_t rows, size_t cols, double theta,
                        double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] > theta ? frame[i] : 0.0;
}

MISTAKE(hard_thres, soft,
        "theta is subtracted from what is kept; that is ReLU, while a hard threshold keeps the "
        "value itself.")
void hard_thres__soft(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta ? frame[i] - theta : 0.0;
}

MISTAKE(hard_thres, upside_down,
        "The dark pixels are kept and the bright ones become 0; it has to be the other way round.")
void hard_thres__upside_down(const double *frame, size_t rows, size_t cols, double theta,
                             double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta ? 0.0 : frame[i];
}

MISTAKE(hard_thres, floor_at_theta, "Pixels below theta become theta; they have to become 0.")
void hard_thres__floor_at_theta(const double *frame, size_t rows, size_t cols, double theta,
                                double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta ? frame[i] : theta;
}

MISTAKE(hard_thres, mask, "Bright pixels become 1, a mask; they have to keep their own grey value.")
void hard_thres__mask(const double *frame, size_t rows, size_t cols, double theta, double *frame_HT)
{
    for (size_t i = 0; i < rows * cols; i++)
        frame_HT[i] = frame[i] >= theta ? 1.0 : 0.0;
}

MISTAKE(hard_thres, first_row_only,
        "Only the first row is written: the loop has to run over rows * cols pixels.")
void hard_thres__first_row_only(const double *frame, size_t rows, size_t cols, double theta,
                                double *frame_HT)
{
    (void)rows;
    for (size_t i = 0; i < cols; i++)
        frame_HT[i] = frame[i] >= theta ? frame[i] : 0.0;
}
