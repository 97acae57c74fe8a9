// Plain C on libzmq: what the Swift bus is measured against. The same sockets, frames, limits and counts as
// BusBenchmark, with blocking calls, which is the fastest way libzmq offers.
//
// usage: bus_reference latency|inflight|pubsub BYTES COUNT     (starts itself as the other side)
#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

extern char **environ;

enum { WARM_UP = 2000, WINDOW = 64, SENDER_LINGER_MS = 30000 };

#define CHECK(call)                                                                              \
    do {                                                                                         \
        if ((call) == -1) {                                                                      \
            fprintf(stderr, "%s:%d %s: %s\n", __FILE__, __LINE__, #call, zmq_strerror(errno));   \
            exit(1);                                                                             \
        }                                                                                        \
    } while (0)

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

// Processor time of this process, its I/O thread included: unlike the others, it hardly depends on what else runs.
static uint64_t cpu_ns(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return ((uint64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000ull +
           ((uint64_t)usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000ull;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void report(uint64_t *times_ns, int count, uint64_t total_ns, uint64_t used_ns) {
    qsort(times_ns, count, sizeof *times_ns, by_value);
    printf("%.2f %.2f %.0f %.3f\n", times_ns[count / 2] / 1e3, times_ns[(int)(count * 0.99)] / 1e3,
           count * 1e9 / total_ns, used_ns / 1e3 / count);
}

static void *open_socket(void *context, int kind, int linger) {
    void *socket = zmq_socket(context, kind);
    int mark = 1000, interval = 5;
    int64_t bytes = 2 << 20;
    CHECK(zmq_setsockopt(socket, ZMQ_SNDHWM, &mark, sizeof mark));
    CHECK(zmq_setsockopt(socket, ZMQ_RCVHWM, &mark, sizeof mark));
    CHECK(zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger));
    CHECK(zmq_setsockopt(socket, ZMQ_RECONNECT_IVL, &interval, sizeof interval));
    CHECK(zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &bytes, sizeof bytes));
    return socket;
}

static void store_id(uint8_t *frame, uint64_t id) {
    for (int i = 0; i < 8; i++) frame[i] = (uint8_t)(id >> (56 - 8 * i));
}

static void send_request(void *socket, uint64_t id, const uint8_t *body, int bytes) {
    uint8_t frame[8];
    store_id(frame, id);
    CHECK(zmq_send(socket, frame, 8, ZMQ_SNDMORE));
    CHECK(zmq_send(socket, body, bytes, 0));
}

static void receive_frame(void *socket, zmq_msg_t *frame) { CHECK(zmq_msg_recv(frame, socket, 0)); }

// The other side of latency and inflight: returns every message to who sent it.
static void echo(void *context, const char *endpoint, int count) {
    void *socket = open_socket(context, ZMQ_ROUTER, SENDER_LINGER_MS);
    int on = 1;
    CHECK(zmq_setsockopt(socket, ZMQ_ROUTER_MANDATORY, &on, sizeof on));
    CHECK(zmq_bind(socket, endpoint));
    zmq_msg_t frames[3];
    for (int i = 0; i < 3; i++) zmq_msg_init(&frames[i]);
    for (int n = 0; n < count; n++) {
        for (int i = 0; i < 3; i++) receive_frame(socket, &frames[i]);
        for (int i = 0; i < 3; i++) CHECK(zmq_msg_send(&frames[i], socket, i < 2 ? ZMQ_SNDMORE : 0));
    }
    CHECK(zmq_close(socket));
}

// Keeps `window` requests in flight and notes how long each took.
static void ask(void *context, const char *endpoint, int bytes, int count, int window) {
    void *socket = open_socket(context, ZMQ_DEALER, SENDER_LINGER_MS);
    CHECK(zmq_connect(socket, endpoint));
    int total = count + WARM_UP;
    uint8_t *body = calloc(1, bytes);
    uint64_t *sent_ns = malloc(sizeof(uint64_t) * total), *times_ns = malloc(sizeof(uint64_t) * total), start_ns = 0, start_cpu_ns = 0;
    zmq_msg_t id, answer;
    zmq_msg_init(&id);
    zmq_msg_init(&answer);
    for (int out = 0, in = 0; in < total; in++) {
        if (in == WARM_UP) {
            start_cpu_ns = cpu_ns();
            start_ns = now_ns();
        }
        for (; out < total && out - in < window; out++) {
            sent_ns[out] = now_ns();
            send_request(socket, out + 1, body, bytes);
        }
        receive_frame(socket, &id);
        receive_frame(socket, &answer);
        times_ns[in] = now_ns() - sent_ns[in];
    }
    report(times_ns + WARM_UP, count, now_ns() - start_ns, cpu_ns() - start_cpu_ns);
    zmq_msg_close(&id);
    zmq_msg_close(&answer);
    CHECK(zmq_close(socket));
}

// The other side of pubsub: waits for the subscriber, then sends as fast as its queue empties.
static void publish(void *context, const char *endpoint, int bytes, int count) {
    void *socket = open_socket(context, ZMQ_XPUB, SENDER_LINGER_MS);
    int on = 1;
    CHECK(zmq_setsockopt(socket, ZMQ_XPUB_NODROP, &on, sizeof on));
    CHECK(zmq_bind(socket, endpoint));
    char subscription[64];
    CHECK(zmq_recv(socket, subscription, sizeof subscription, 0));
    uint8_t *body = calloc(1, bytes);
    for (int n = 0; n < count; n++) {
        CHECK(zmq_send(socket, "price.BTCUSDT", 13, ZMQ_SNDMORE));
        CHECK(zmq_send(socket, body, bytes, 0));
    }
    // Stay until the subscriber leaves: over ipc, libzmq loses what is under way when the sender closes (issue 4660).
    CHECK(zmq_recv(socket, subscription, sizeof subscription, 0));
    CHECK(zmq_close(socket));
}

static void subscribe(void *context, const char *endpoint, int count) {
    void *socket = open_socket(context, ZMQ_SUB, 0);
    CHECK(zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "price", 5));
    CHECK(zmq_connect(socket, endpoint));
    uint64_t start_ns = 0, start_cpu_ns = 0;
    zmq_msg_t topic, body;
    zmq_msg_init(&topic);
    zmq_msg_init(&body);
    for (int n = 0; n < count; n++) {
        receive_frame(socket, &topic);
        receive_frame(socket, &body);
        if (n == 0) {
            start_cpu_ns = cpu_ns();
            start_ns = now_ns();
        }
    }
    printf("0 0 %.0f %.3f\n", (count - 1) * 1e9 / (now_ns() - start_ns), (cpu_ns() - start_cpu_ns) / 1e3 / count);
    zmq_msg_close(&topic);
    zmq_msg_close(&body);
    CHECK(zmq_close(socket));
}

int main(int argc, char **argv) {
    if (argc != 4 && argc != 6) {
        fprintf(stderr, "usage: bus_reference latency|inflight|pubsub BYTES COUNT\n");
        return 64;
    }
    const char *mode = argv[1];
    int bytes = atoi(argv[2]), count = atoi(argv[3]), is_pubsub = !strcmp(mode, "pubsub");
    if (argc == 6) {
        void *context = zmq_ctx_new();
        if (is_pubsub) publish(context, argv[5], bytes, count);
        else echo(context, argv[5], count + WARM_UP);
        zmq_ctx_term(context);
        return 0;
    }
    char directory[] = "/tmp/tandem-bench-XXXXXX", endpoint[64];
    if (!mkdtemp(directory)) return 1;
    snprintf(endpoint, sizeof endpoint, "ipc://%s/bus", directory);
    char *peer[] = {argv[0], argv[1], argv[2], argv[3], "peer", endpoint, NULL};
    pid_t pid;
    if (posix_spawn(&pid, "/proc/self/exe", NULL, NULL, peer, environ)) return 1;
    void *context = zmq_ctx_new();
    if (is_pubsub) subscribe(context, endpoint, count);
    else ask(context, endpoint, bytes, count, strcmp(mode, "latency") ? WINDOW : 1);
    zmq_ctx_term(context);
    waitpid(pid, NULL, 0);
    unlink(endpoint + strlen("ipc://"));
    rmdir(directory);
    return 0;
}
