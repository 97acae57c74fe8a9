// Plain C on libzmq: what the way from a tick to the order in the books is measured against. The same nine messages, from
// process to process over ipc as the pipeline sends them, with blocking calls and nothing done in between.
//
// usage: hops_reference BYTES COUNT     (starts itself as the other processes)
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

extern char **environ;

enum { FEEDER, WORKER, AGENT, FUSION, GATE, BROKER, PROCESSES };
// Who receives the message after each hop. The feeder times the ones before the last, which tells it to begin again.
static const int route[] = {FUSION, WORKER, FUSION, AGENT, FUSION, GATE, BROKER, GATE, BROKER, FEEDER};
enum { HOPS = sizeof route / sizeof *route - 1, WARM_UP = 500 };

#define CHECK(call)                                                                              \
    do {                                                                                         \
        if ((call) == -1) {                                                                      \
            fprintf(stderr, "%s:%d %s: %s\n", __FILE__, __LINE__, #call, zmq_strerror(errno));   \
            exit(1);                                                                             \
        }                                                                                        \
    } while (0)

struct head {
    uint64_t hop, start_ns, took_ns;
};

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void *own, *to[PROCESSES];

static void open_sockets(void *context, int self, const char *folder) {
    char endpoint[128];
    own = zmq_socket(context, ZMQ_ROUTER);
    snprintf(endpoint, sizeof endpoint, "ipc://%s/%d", folder, self);
    CHECK(zmq_bind(own, endpoint));
    int at = FEEDER;
    for (int hop = 0; hop <= HOPS; at = route[hop++]) {
        if (at != self || to[route[hop]]) continue;
        to[route[hop]] = zmq_socket(context, ZMQ_DEALER);
        snprintf(endpoint, sizeof endpoint, "ipc://%s/%d", folder, route[hop]);
        CHECK(zmq_connect(to[route[hop]], endpoint));
    }
}

static void send_on(struct head *head, const uint8_t *body, int bytes) {
    void *socket = to[route[head->hop]];
    CHECK(zmq_send(socket, head, sizeof *head, ZMQ_SNDMORE));
    CHECK(zmq_send(socket, body, bytes, 0));
}

static struct head receive(uint8_t *body, int bytes) {
    struct head head;
    uint8_t peer[16];
    CHECK(zmq_recv(own, peer, sizeof peer, 0));
    CHECK(zmq_recv(own, &head, sizeof head, 0));
    CHECK(zmq_recv(own, body, bytes, 0));
    return head;
}

int main(int argc, char **argv) {
    if (argc != 3 && argc != 5) {
        fprintf(stderr, "usage: hops_reference BYTES COUNT\n");
        return 64;
    }
    int bytes = atoi(argv[1]), count = atoi(argv[2]) + WARM_UP;
    uint8_t *body = calloc(1, bytes);
    void *context = zmq_ctx_new();
    if (argc == 5) {
        open_sockets(context, atoi(argv[4]), argv[3]);
        while (1) {
            struct head head = receive(body, bytes);
            if (head.hop == HOPS - 1) head.took_ns = now_ns() - head.start_ns;
            head.hop++;
            send_on(&head, body, bytes);
        }
    }
    char folder[] = "/tmp/tandem-bench-XXXXXX", number[8], path[64];
    if (!mkdtemp(folder)) return 1;
    open_sockets(context, FEEDER, folder);
    pid_t pids[PROCESSES];
    for (int process = 1; process < PROCESSES; process++) {
        snprintf(number, sizeof number, "%d", process);
        char *arguments[] = {argv[0], argv[1], argv[2], folder, number, NULL};
        if (posix_spawn(&pids[process], "/proc/self/exe", NULL, NULL, arguments, environ)) return 1;
    }
    uint64_t *times_ns = malloc(sizeof *times_ns * count);
    for (int n = 0; n < count; n++) {
        struct head head = {.start_ns = now_ns()};
        send_on(&head, body, bytes);
        times_ns[n] = receive(body, bytes).took_ns;
    }
    for (int process = 1; process < PROCESSES; process++) {
        kill(pids[process], SIGKILL);
        waitpid(pids[process], NULL, 0);
    }
    for (int process = 0; process < PROCESSES; process++) {
        snprintf(path, sizeof path, "%s/%d", folder, process);
        unlink(path);
    }
    rmdir(folder);
    count -= WARM_UP;
    qsort(times_ns + WARM_UP, count, sizeof *times_ns, by_value);
    printf("%d %.0f %.0f\n", HOPS, times_ns[WARM_UP + count / 2] / 1e3, times_ns[WARM_UP + (int)(count * 0.99)] / 1e3);
    return 0;
}
