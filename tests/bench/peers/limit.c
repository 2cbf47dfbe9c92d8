/* The limit of the machine: one shared log of frames, epoll, and nothing else. Its argument is the number of events in one write.
 * publisher.mjs describes its input and output. A client that cannot take a write holds up the next event for all. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FD = 65536, MAX_EVENTS = 1024, FRAME_REST = 62 };
static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\r\n: hello\n\n";

struct client {
  int open, reading, blocked;
  size_t sent;
};

static struct client clients[MAX_FD];
static int highest, blocked, epoll;
static char *frames;
static size_t length, capacity;
static long published, ordered;
static size_t frame_bytes;
static double rate, started;

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void watch(int fd, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll, operation, fd, &event);
}

static void leave(int fd) {
  blocked -= clients[fd].blocked;
  memset(&clients[fd], 0, sizeof clients[fd]);
  close(fd);
}

static void give(int fd) {
  struct client *client = &clients[fd];
  while (client->sent < length) {
    ssize_t taken = send(fd, frames + client->sent, length - client->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken < 0) {
      if (!client->blocked) watch(fd, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
      blocked += !client->blocked;
      client->blocked = 1;
      return;
    }
    client->sent += taken;
  }
  if (client->blocked) watch(fd, EPOLL_CTL_MOD, EPOLLIN);
  blocked -= client->blocked;
  client->blocked = 0;
}

static void append(long number) {
  if (capacity - length < frame_bytes + 256) frames = realloc(frames, capacity = 2 * capacity + (1 << 20));
  length += sprintf(frames + length, "id: %ld\ndata: {\"n\":%ld,\"t\":%.3f,\"fill\":\"", number, number,
                    seconds(CLOCK_REALTIME) * 1e3);
  memset(frames + length, 'x', frame_bytes - FRAME_REST);
  length += frame_bytes - FRAME_REST;
  length += sprintf(frames + length, "\"}\n\n");
}

static void publish(long group) {
  for (long index = 0; index < group && published < ordered; index++) append(++published);
  for (int fd = 0; fd <= highest; fd++)
    if (clients[fd].reading) give(fd);
}

static long field(const char *line, const char *name) {
  const char *at = strstr(line, name);
  return at ? strtol(at + strlen(name), NULL, 10) : 0;
}

/* One line arrives at a time: the bench waits for the result of each. */
static int obey(void) {
  char line[256];
  ssize_t got = read(0, line, sizeof line - 1);
  if (got <= 0) return 0;
  line[got] = 0;
  if (!strncmp(line, "new", 3)) {
    length = published = ordered = 0;
    for (int fd = 0; fd <= highest; fd++) clients[fd].sent = 0;
    printf("new\n");
    fflush(stdout);
  } else {
    ordered = field(line, "\"events\":");
    frame_bytes = field(line, "\"frameBytes\":");
    rate = field(line, "\"rate\":");
    started = seconds(CLOCK_MONOTONIC);
  }
  return 1;
}

static void converse(int fd) {
  char request[4096];
  if (recv(fd, request, sizeof request, MSG_DONTWAIT) <= 0) {
    leave(fd);
    return;
  }
  if (clients[fd].reading) return;
  send(fd, HEAD, sizeof HEAD - 1, MSG_NOSIGNAL);
  clients[fd].reading = 1;
  give(fd);
}

int main(int argc, char **argv) {
  long group = argc > 1 ? atol(argv[1]) : 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  epoll = epoll_create1(0);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (void *)&address, size) || listen(listener, 4096)) return 1;
  getsockname(listener, (void *)&address, &size);
  printf("http://127.0.0.1:%d/\n", ntohs(address.sin_port));
  fflush(stdout);
  watch(listener, EPOLL_CTL_ADD, EPOLLIN);
  watch(0, EPOLL_CTL_ADD, EPOLLIN);
  for (;;) {
    struct epoll_event events[MAX_EVENTS];
    double ahead = rate > 0 ? started + published / rate - seconds(CLOCK_MONOTONIC) : 0;
    int idle = published >= ordered || blocked > 0;
    int count = epoll_wait(epoll, events, MAX_EVENTS, idle ? -1 : ahead > 0 ? (int)(ahead * 1e3) : 0);
    for (int index = 0; index < count; index++) {
      int fd = events[index].data.fd;
      if (fd == 0) {
        if (!obey()) return 0;
      } else if (fd == listener) {
        int accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (accepted < 0 || accepted >= MAX_FD) continue;
        int on = 1;
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        clients[accepted].open = 1;
        if (accepted > highest) highest = accepted;
        watch(accepted, EPOLL_CTL_ADD, EPOLLIN);
      } else {
        if (events[index].events & EPOLLOUT) give(fd);
        if (clients[fd].open && events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) converse(fd);
      }
    }
    if (published < ordered && blocked == 0 && (rate == 0 || started + published / rate <= seconds(CLOCK_MONOTONIC)))
      publish(rate > 0 ? 1 : group);
  }
}
