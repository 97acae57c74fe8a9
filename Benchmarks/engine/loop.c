// The floor: an EMA cross over closed candles in plain C, one loop, money in integers.
// Long only, one unit: buys when EMA20 crosses above EMA50 of the close, sells when it crosses below, both at the next
// open; a stop 1 % below the fill, at the open where the market gaps through it; a fee of 0.05 % of the notional.
// usage: loop SERIES CANDLES ROUNDS. SERIES: 5 words of 64 bits a candle: time in ms, then open, high, low and close in
// hundredths. Prints `candles-per-second fills equity drawdown`, the rate by processor time, the best of the rounds.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct { int64_t time_ms, open, high, low, close; } Candle;
typedef struct { int period, seen; double step, value; } Average;
typedef struct { int64_t equity; long fills; double drawdown; } Result;

enum { MICROS_A_CENT = 10000 };

static inline int warm(Average *average, double price) {
    if (average->seen < average->period) {
        average->value += price;
        if (++average->seen < average->period) return 0;
        average->value /= average->period;
        return 1;
    }
    average->value += (price - average->value) * average->step;
    return 1;
}

static Result run(const Candle *candles, long count) {
    Average fast = {20, 0, 2.0 / 21, 0}, slow = {50, 0, 2.0 / 51, 0};
    int64_t cash = 1000000LL * 1000000, stop = 0;
    int held = 0, order = 0, hasGap = 0;
    double lastGap = 0, peak = 0;
    Result result = {0, 0, 0};
    for (long i = 0; i < count; i++) {
        const Candle *candle = &candles[i];
        if (order) {
            int64_t notional = candle->open * MICROS_A_CENT;
            cash -= order * notional + notional / 2000;
            held = order > 0;
            if (held) stop = (candle->open * 99 + 50) / 100;
            result.fills++;
            order = 0;
        }
        if (held && candle->low <= stop) {
            int64_t price = candle->open < stop ? candle->open : stop, notional = price * MICROS_A_CENT;
            cash += notional - notional / 2000;
            held = 0;
            result.fills++;
        }
        result.equity = cash + held * candle->close * MICROS_A_CENT;
        if ((double)result.equity > peak) peak = (double)result.equity;
        double drawdown = (peak - (double)result.equity) / peak;
        if (drawdown > result.drawdown) result.drawdown = drawdown;
        double close = (double)candle->close * 0.01;
        int isFast = warm(&fast, close), isSlow = warm(&slow, close);
        if (!isFast || !isSlow) continue;
        double gap = fast.value - slow.value;
        if (hasGap && !held && lastGap <= 0 && gap > 0) order = 1;
        if (hasGap && held && lastGap >= 0 && gap < 0) order = -1;
        lastGap = gap;
        hasGap = 1;
    }
    return result;
}

static double processorTime(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int main(int count, char **words) {
    if (count != 4) return 64;
    long candles = atol(words[2]), rounds = atol(words[3]);
    Candle *series = malloc((size_t)candles * sizeof(Candle));
    FILE *file = fopen(words[1], "rb");
    if (!series || !file || fread(series, sizeof(Candle), (size_t)candles, file) != (size_t)candles) {
        perror(words[1]);
        return 1;
    }
    fclose(file);
    double best = 1e9;
    Result result = {0, 0, 0};
    for (long i = 0; i < rounds; i++) {
        double start = processorTime();
        result = run(series, candles);
        double seconds = processorTime() - start;
        if (seconds < best) best = seconds;
    }
    printf("%.0f %ld %.2f %.6f\n", (double)candles / best, result.fills, (double)result.equity / 1e6, result.drawdown);
    return 0;
}
