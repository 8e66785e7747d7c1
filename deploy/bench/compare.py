#!/usr/bin/env python3
"""Shelfkeeper beside a plain Mosquitto bridge: what each takes, carries and costs, on this machine, now.

Needs mosquitto with its clients, and a C compiler for counting syncs. See README.md.
"""
import argparse, json, os, re, shutil, socket, struct, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "adapters"))
import shelfkeeper  # noqa: E402

SEQ = re.compile(rb'"seq":(\d+)')
PAD = "x" * 150


def event(seq):
    return f'{{"seq":{seq},"at":{time.monotonic_ns()},"shelf":"A1","grams":{1000 + seq % 3000},"pad":"{PAD}"}}\n'.encode()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_port(port, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port), 1)
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"nothing listens at port {port} after {seconds} s")


class Cloud:
    """A broker and somebody who listens there."""

    def __init__(self, work, topic):
        self.port = free_port()
        conf = os.path.join(work, "cloud.conf")
        with open(conf, "w") as f:
            f.write(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n"
                    "max_queued_messages 0\nmax_inflight_messages 1000\nset_tcp_nodelay true\nlog_type error\n")
        self.broker = subprocess.Popen(["mosquitto", "-c", conf], stderr=subprocess.DEVNULL)
        wait_port(self.port).close()
        self.listener = subprocess.Popen(["mosquitto_sub", "-p", str(self.port), "-q", "1", "-t", topic], stdout=subprocess.PIPE)
        self.came = {}
        threading.Thread(target=self.listen, daemon=True).start()
        time.sleep(0.5)

    def listen(self):
        for line in self.listener.stdout:
            found = SEQ.search(line)
            if found:
                self.came.setdefault(int(found.group(1)), time.monotonic_ns())

    def wait(self, first, count, seconds):
        end, seen = time.monotonic() + seconds, -1
        while time.monotonic() < end:
            have = len(self.came)
            if have >= first + count:
                return True
            if have != seen:
                seen, end = have, time.monotonic() + seconds
            time.sleep(0.02)
        return False

    def close(self):
        self.listener.kill(), self.broker.kill()


class Intake:
    """Sends lines to the agent and waits for its answers, at most a window ahead."""

    def __init__(self, port):
        self.socket = wait_port(port)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, first, count, rate, window=256):
        answers, acked, sent, t0 = b"", first - 1, first, time.monotonic()
        while acked < first + count - 1:
            room = min(first + count, acked + 1 + window) - sent
            if rate:
                room = min(room, first + 1 + int((time.monotonic() - t0) * rate) - sent)
            if room > 0:
                self.socket.sendall(b"".join(event(n) for n in range(sent, sent + room)))
                sent += room
            self.socket.settimeout(0.002 if rate and sent < first + count else 30)
            try:
                answers += self.socket.recv(65536)
            except TimeoutError:
                continue
            *whole, answers = answers.split(b"\n")
            if whole:
                acked = int(whole[-1])


class Publisher:
    """Gives lines to a broker with the broker's own client; its quality 1 is the broker's word."""

    def __init__(self, port, topic):
        wait_port(port).close()
        self.client = subprocess.Popen(["mosquitto_pub", "-p", str(port), "-q", "1", "-t", topic, "-l"], stdin=subprocess.PIPE)
        time.sleep(0.3)

    def send(self, first, count, rate):
        t0 = time.monotonic()
        for n in range(first, first + count):
            if rate:
                time.sleep(max(0, t0 + (n - first) / rate - time.monotonic()))
            self.client.stdin.write(event(n))
            if rate:
                self.client.stdin.flush()
        self.client.stdin.flush()


class Agent:
    name, durable = "shelfkeeper", "yes"

    def __init__(self, c):
        self.adapter = shelfkeeper.ADAPTERS[0]
        self.topic = self.adapter["subscribe"]
        self.c = c

    def command(self):
        self.adapter["prepare"](self.c)
        return self.adapter["command"](self.c)[0]

    def source(self):
        return Intake(self.c.ingest_port)


class Bridge:
    name, durable, topic = "mosquitto-bridge", "no", "shelf/events"

    def __init__(self, c):
        self.c = c

    def command(self):
        conf = os.path.join(self.c.work, "bridge.conf")
        with open(conf, "w") as f:
            f.write(f"listener {self.c.ingest_port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location {self.c.edge_dir}/\n"
                    "max_queued_messages 0\nmax_queued_bytes 0\nmax_inflight_messages 1000\nset_tcp_nodelay true\nlog_type error\n"
                    f"connection cloud\naddress 127.0.0.1:{self.c.cloud_port}\ntopic {self.topic} out 1\ncleansession false\nremote_clientid bridge\n"
                    "bridge_protocol_version mqttv311\nnotifications false\ntry_private false\nrestart_timeout 1\n")
        if os.getuid() == 0:
            shutil.chown(self.c.edge_dir, "mosquitto")
        return ["mosquitto", "-c", conf]

    def source(self):
        return Publisher(self.c.ingest_port, self.topic)


class Context:
    pass


def cost(pid):
    stat = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    status = open(f"/proc/{pid}/status").read()
    written = int(re.search(r"^write_bytes: (\d+)", open(f"/proc/{pid}/io").read(), re.M).group(1))
    rss = int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024
    peak = int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), written, rss, peak


def shim(work):
    library = os.path.join(work, "syncs.so")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler or subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "syncs.c"), "-ldl"]).returncode:
        return None
    return library


def measure(kind, args):
    c = Context()
    c.work = tempfile.mkdtemp(prefix="shelfkeeper-bench-")
    os.chmod(c.work, 0o755)
    c.edge_dir = tempfile.mkdtemp(prefix="shelfkeeper-store-", dir=args.store)
    c.cloud_host, c.ingest_port = "127.0.0.1", free_port()
    peer = kind(c)
    cloud = Cloud(c.work, peer.topic)
    c.cloud_port = cloud.port
    counter, library = os.path.join(c.work, "syncs"), shim(c.work)
    env = dict(os.environ, SYNCS_FILE=counter, SYNCS_MICROS=str(args.sync_micros))
    if library:
        env["LD_PRELOAD"] = library
    syncs = lambda: struct.unpack("<Q", open(counter, "rb").read(8))[0] if library else 0
    log = open(os.path.join(c.work, "peer.log"), "wb")
    process = subprocess.Popen(peer.command(), env=env, stdout=log, stderr=log)
    try:
        source = peer.source()
        time.sleep(2)
        idle = cost(process.pid)[2]
        source.send(0, args.warm, 0)
        if not cloud.wait(0, args.warm, 15):
            raise SystemExit(f"{peer.name} delivers nothing; its log is {log.name}")
        before, syncs_before, t0 = cost(process.pid), syncs(), time.monotonic_ns()
        source.send(args.warm, args.events, 0)
        complete = cloud.wait(args.warm, args.events, 15)
        after, syncs_after = cost(process.pid), syncs()
        seconds = (max(cloud.came.values()) - t0) / 1e9
        first = args.warm + args.events
        slow_before, sent = syncs(), {}
        made = globals()["event"]

        def timed(seq):
            sent[seq] = time.monotonic_ns()
            return made(seq)

        globals()["event"] = timed
        source.send(first, args.rate * 5, args.rate)
        cloud.wait(first, args.rate * 5, 5)
        globals()["event"] = made
        late = sorted((cloud.came[n] - at) / 1e6 for n, at in sent.items() if n in cloud.came)
        got = max(1, sum(1 for n in cloud.came if args.warm <= n < first))
        return {"peer": peer.name, "survives power cuts": peer.durable, "arrived": f"{got}{'' if complete else '!'}",
                "events/s": round(got / seconds), "CPU ms/1000": round((after[0] - before[0]) * 1e6 / got, 1),
                "syncs/event": round((syncs_after - syncs_before) / got, 3), "disk bytes/event": round((after[1] - before[1]) / got),
                "idle MB": round(idle), "peak MB": round(after[3]), f"p50 ms at {args.rate}/s": round(late[len(late) // 2], 2),
                "p99 ms": round(late[int(len(late) * 0.99)], 2), f"syncs/event at {args.rate}/s": round((syncs() - slow_before) / max(1, len(late)), 2)}
    finally:
        process.kill(), process.wait(), cloud.close()
        shutil.rmtree(c.edge_dir, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--warm", type=int, default=2_000, help="events before the clock starts")
    parser.add_argument("--rate", type=int, default=20, help="events per second for latency")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--store", default=None, help="folder for the journals: put it on the medium that you mean")
    parser.add_argument("--sync-micros", type=int, default=0, help="makes each sync so much longer, for a medium that is slower than yours")
    args = parser.parse_args()
    os.environ.setdefault("SHELFKEEPER_HOME", os.path.join(HERE, "..", "target", "shelfkeeper"))
    rows = []
    for _ in range(args.rounds):
        for kind in (Agent, Bridge):
            rows.append(measure(kind, args))
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    columns = list(rows[0])
    print("| " + " | ".join(columns) + " |\n|" + " --- |" * len(columns))
    for name in dict.fromkeys(row["peer"] for row in rows):
        own = [row for row in rows if row["peer"] == name]
        middle = [sorted((row[column] for row in own), key=lambda v: (isinstance(v, str), v))[len(own) // 2] for column in columns]
        print("| " + " | ".join(str(value) for value in middle) + " |")


if __name__ == "__main__":
    main()
