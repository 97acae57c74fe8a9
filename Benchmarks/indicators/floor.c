// The floor: the nine standard indicators in plain C, one pass, constant periods, no checks, every call inlined.
// build: cc -O3 -march=native -ffp-contract=off floor.c -o floor -lm
// usage: floor SERIES CANDLES RUNS     prints as talib_batch.py does
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct { int seen; double average; } Ema;
typedef struct { int seen; double previous, gain, loss; } Rsi;
typedef struct { int seen; double average; } Atr;
typedef struct { int seen; double plus, minus, range, average; } Adx;
typedef struct { int at, seen; double window[20], total, anchor, sum, squares; } Bands;
typedef struct {
    Ema ema20, ema50, fast, slow, signal;
    Rsi rsi7, rsi14;
    Atr atr3, atr14;
    Adx adx;
    Bands bands;
    double high, low, close;
    long index;
} Nine;

static inline double ema(Ema *e, int n, double x) {
    if (e->seen == n) return e->average = fma(x - e->average, 2.0 / (n + 1), e->average);
    e->average += x;
    return ++e->seen == n ? e->average /= n : NAN;
}

static inline double rsi(Rsi *r, int n, double change) {
    double up = change > 0 ? change : 0, down = up - change;
    if (r->seen == n) {
        r->gain = (r->gain * (n - 1) + up) * (1.0 / n);
        r->loss = (r->loss * (n - 1) + down) * (1.0 / n);
    } else {
        r->gain += up;
        r->loss += down;
        if (++r->seen < n) return NAN;
        r->gain *= 1.0 / n;
        r->loss *= 1.0 / n;
    }
    double both = r->gain + r->loss;
    return both > 0 ? 100 * (r->gain / both) : 0;
}

static inline double atr(Atr *a, int n, double range) {
    double decay = (n - 1.0) / n;
    if (a->seen == n) return a->average = fma(a->average, decay, (1 - decay) * range);
    a->average += range;
    return ++a->seen == n ? a->average /= n : NAN;
}

static inline double adx(Adx *a, int n, double rise, double fall, double range) {
    double plus = rise > 0 && rise > fall ? rise : 0, minus = fall > 0 && fall > rise ? fall : 0;
    if (a->seen < n - 1) {
        a->plus += plus;
        a->minus += minus;
        a->range += range;
        a->seen++;
        return NAN;
    }
    a->plus = a->plus - a->plus / n + plus;
    a->minus = a->minus - a->minus / n + minus;
    a->range = a->range - a->range / n + range;
    double p = 100 * (a->plus / a->range), m = 100 * (a->minus / a->range);
    double dx = 100 * (fabs(m - p) / (m + p));
    if (a->seen == 2 * n - 1) return a->average = (a->average * (n - 1) + dx) / n;
    a->average += dx;
    return ++a->seen == 2 * n - 1 ? a->average /= n : NAN;
}

static inline void bands(Bands *b, double x, double *row) {
    const int n = 20;
    if (b->seen == 0) b->anchor = x;
    double step = x - b->anchor;
    b->total += x;
    b->sum += step;
    b->squares += step * step;
    b->window[b->at] = x;
    if (++b->at == n) b->at = 0;
    if (b->seen < n && ++b->seen < n) {
        row[0] = row[1] = row[2] = NAN;
        return;
    }
    double mean = b->total / n, shift = b->sum * (1.0 / n), variance = b->squares * (1.0 / n) - shift * shift;
    double oldest = b->window[b->at], leaving = oldest - b->anchor;
    b->total -= oldest;
    b->sum -= leaving;
    b->squares -= leaving * leaving;
    if (variance < 1e-6 * (b->squares * (1.0 / n))) {
        double sum = 0;
        for (int k = 0; k < n; k++) sum += b->window[k];
        b->anchor = sum * (1.0 / n);
        b->sum = b->squares = 0;
        for (int k = 0; k < n; k++) {
            double d = b->window[k] - b->anchor;
            b->sum += d;
            b->squares += d * d;
        }
        shift = b->sum * (1.0 / n);
        variance = b->squares * (1.0 / n) - shift * shift;
        leaving = oldest - b->anchor;
        b->sum -= leaving;
        b->squares -= leaving * leaving;
    }
    double reach = 2 * sqrt(variance);
    row[0] = mean + reach;
    row[1] = mean;
    row[2] = mean - reach;
}

static inline void update(Nine *s, double high, double low, double close, double *row) {
    row[0] = ema(&s->ema20, 20, close);
    row[1] = ema(&s->ema50, 50, close);
    double slow = ema(&s->slow, 26, close), fast = s->index >= 14 ? ema(&s->fast, 12, close) : NAN;
    row[4] = row[5] = row[6] = NAN;
    if (s->index >= 25) {
        double line = fast - slow, signal = ema(&s->signal, 9, line);
        if (s->index >= 33) {
            row[4] = line;
            row[5] = signal;
            row[6] = line - signal;
        }
    }
    row[2] = row[3] = row[7] = row[8] = row[9] = NAN;
    if (s->index > 0) {
        row[2] = rsi(&s->rsi7, 7, close - s->close);
        row[3] = rsi(&s->rsi14, 14, close - s->close);
        double range = fmax(high - low, fmax(fabs(high - s->close), fabs(low - s->close)));
        row[7] = atr(&s->atr3, 3, range);
        row[8] = atr(&s->atr14, 14, range);
        row[9] = adx(&s->adx, 14, high - s->high, s->low - low, range);
    }
    bands(&s->bands, close, row + 10);
    s->high = high;
    s->low = low;
    s->close = close;
    s->index++;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    long candles = atol(arguments[2]), runs = atol(arguments[3]);
    double *series = malloc(3 * candles * sizeof *series), *rows = calloc(candles * 13, sizeof *rows);
    double *times = malloc(runs * sizeof *times), checksum = 0;
    FILE *file = fopen(arguments[1], "rb");
    if (!series || !rows || !times || !file) return 1;
    if (fread(series, sizeof *series, 3 * candles, file) != (size_t)(3 * candles)) return 1;
    fclose(file);
    for (long run = 0; run < runs; run++) {
        double start = now();
        Nine nine = {0};
        for (long i = 0; i < candles; i++)
            update(&nine, series[i], series[candles + i], series[2 * candles + i], rows + 13 * i);
        times[run] = now() - start;
    }
    qsort(times, runs, sizeof *times, ascending);
    for (int k = 0; k < 13; k++) checksum += rows[13 * (candles - 1) + k];
    printf("%.0f %.17g\n", candles / times[runs / 2], checksum);
    return 0;
}
