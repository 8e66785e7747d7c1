#!/usr/bin/env python3
"""Nothing lost, nothing twice, at the speed of the pipe: one table, our figures beside those of the peers.

Needs a built folder with bench.py, its adapters and its peers (bench.py SCENARIO ADAPTER ... --out FILE). The rows about
power cuts and bytes that reach a device need root, for a file system of their own. See README.md.
"""
import argparse, contextlib, json, os, shutil, socket, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.environ.get("SHELFKEEPER_HOME", os.path.join(HERE, "..", "target", "shelfkeeper"))
OURS, YARDSTICK, MEMORY, WIRE = "shelfkeeper", "sqlite-group", "mosq-nolimit", "direct"
BACKED = "shelfkeeper-backend"  # the same with a backend that acknowledges, instead of the broker's word alone
NONE = float("nan")  # nothing was measured: a row that holds for no limit
LOG_FULL = 5_000  # events after which the log of a journal is reused in place
WIDE = 1_024  # events that a producer may send ahead: as many as the intake takes of one
QUICK, CARD = 200, 10_000  # microseconds that a sync takes longer: good flash, a tired card


class Harness:
    def __init__(self, args, ram):
        self.args, self.ram = args, ram
        self.out = os.path.join(args.work, "results.jsonl")
        self.ports = 7000
        self.wrong = []

    def run(self, scenario, adapters, *options, runs=None, home=HOME, store=None, **env):
        """Records of one call, in the order of its rounds; peers take turns within each."""
        if os.path.exists(self.out):
            os.remove(self.out)
        self.ports += 100
        command = [sys.executable, os.path.join(self.args.bench, "bench.py"), scenario, *adapters, "--runs", str(runs or self.args.rounds),
                   "--out", self.out, "--work", os.path.join(self.args.work, "peers"), "--card", store or self.ram,
                   "--ingest", str(self.ports), "--cloud", str(self.ports + 20_000), *map(str, options)]
        environment = dict(os.environ, SHELFKEEPER_HOME=home, EXTRA_ADAPTERS=os.path.join(HERE, "adapters"), **env)
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        records = [json.loads(line) for line in open(self.out)] if os.path.exists(self.out) else []
        wrong = [r for r in records if "error" in r]
        if done.returncode or wrong or not records:
            self.wrong.append(f"{scenario} {' '.join(adapters)}: {wrong[0]['error'] if wrong else done.stderr.strip().splitlines()[-1:]}")
        return [r for r in records if "error" not in r]


def of(records, adapter, key, **like):
    return [r[key] for r in records if r["adapter"] == adapter and all(r.get(k) == v for k, v in like.items()) and r.get(key) is not None]


def middle(values):
    return statistics.median(values) if values else NONE


def ratio(records, key, ours, other):
    """Median over rounds of ours by theirs: both of a round had the same neighbours on the machine."""
    by_round = lambda name: {r["run"]: r[key] for r in records if r["adapter"] == name and r.get(key)}
    own, theirs = by_round(ours), by_round(other)
    return middle([own[run] / theirs[run] for run in own.keys() & theirs.keys()])


class Table:
    def __init__(self):
        self.missed = 0

    def row(self, what, seen, asked, good, beside=""):
        self.missed += not good
        print(f"| {what} | {seen} | {asked} | {beside} | {'yes' if good else '**no**'} |", flush=True)

    def aim(self, what, seen, aim, beside=""):
        print(f"| {what} | {seen:.2f} | aim {aim} | {beside} | |", flush=True)

    def shown(self, what, seen):
        print(f"| {what} | {seen} | | | |", flush=True)

    def least(self, what, seen, asked, beside=""):
        self.row(what, f"{seen:.2f}", f">= {asked}", seen >= asked, beside)

    def most(self, what, seen, asked, beside=""):
        self.row(what, f"{seen:.2f}", f"<= {asked}", seen <= asked, beside)


@contextlib.contextmanager
def card(work):
    """A small ext4 file system of its own: its device counts its bytes, and its power can be cut."""
    image, mount = os.path.join(work, "card.img"), os.path.join(work, "card")
    os.makedirs(mount, exist_ok=True)
    with open(image, "wb") as f:
        f.truncate(512 << 20)
    device = subprocess.run(["losetup", "--find", "--show", "--direct-io=on", image], check=True, capture_output=True, text=True).stdout.strip()
    with contextlib.ExitStack() as undo:
        undo.callback(os.remove, image)
        undo.callback(subprocess.run, ["losetup", "-d", device])
        subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", device], check=True)
        subprocess.run(["mount", device, mount], check=True)
        undo.callback(subprocess.run, ["umount", mount])
        yield mount, os.path.basename(device)


def speed(h, table):
    n = h.args.events
    quick = h.run("throughput", [WIRE, YARDSTICK, MEMORY, OURS, BACKED], "--n", n, "--limit", 60, "--sync-us", QUICK)
    rate = lambda name: f"{middle(of(quick, name, 'e2e_per_s')):,.0f}/s"
    table.least("end to end, quick, by the yardstick", ratio(quick, "e2e_per_s", OURS, YARDSTICK), 0.7,
                f"{rate(OURS)}; yardstick {rate(YARDSTICK)}, bridge in memory {rate(MEMORY)}")
    table.aim("end to end, quick, by the bare wire", ratio(quick, "e2e_per_s", OURS, WIRE), 0.5, f"wire {rate(WIRE)}")
    table.shown("end to end, quick, with a backend that acknowledges", rate(BACKED))
    slow = h.run("throughput", [YARDSTICK, OURS], "--n", n, "--limit", 60, "--sync-us", CARD)
    table.least("end to end, card, by its own quick rate", middle(of(slow, OURS, "e2e_per_s")) / middle(of(quick, OURS, "e2e_per_s")), 0.8,
                f"yardstick {middle(of(slow, YARDSTICK, 'e2e_per_s')) / middle(of(quick, YARDSTICK, 'e2e_per_s')):.2f}")
    wide = h.run("throughput", [OURS], "--n", n, "--limit", 60, "--sync-us", CARD, "--window", WIDE, runs=min(3, h.args.rounds))
    table.shown(f"the same where a producer sends {WIDE} ahead instead of 256",
                f"{middle(of(wide, OURS, 'e2e_per_s')) / middle(of(quick, OURS, 'e2e_per_s')):.2f}, {middle(of(wide, OURS, 'e2e_per_s')):,.0f}/s")
    table.most("CPU ms for 1,000 events under load", middle(of(quick, OURS, "cpu_ms_per_1000")), 80,
               f"yardstick {middle(of(quick, YARDSTICK, 'cpu_ms_per_1000')):.0f}")
    table.most("memory MB, idle", middle(of(quick, OURS, "idle_rss_mb")), 90, f"yardstick {middle(of(quick, YARDSTICK, 'idle_rss_mb')):.0f}")
    table.most("memory MB, under load", max(of(quick, OURS, "rss_peak_mb"), default=NONE), 150,
               f"yardstick {max(of(quick, YARDSTICK, 'rss_peak_mb'), default=0):.0f}")


def backlog(h, table):
    away = h.run("offline", [YARDSTICK, MEMORY, OURS, BACKED], "--n", h.args.backlog, "--limit", 90, "--sync-us", QUICK)
    own = [r for r in away if r["adapter"] == OURS]
    whole = bool(own) and all(r["received"] == r["accepted"] and not r["reordered"] and not r["dups"] for r in own)
    table.least("accept while the cloud is away, by the yardstick", ratio(away, "offline_accept_per_s", OURS, YARDSTICK), 0.5,
                f"{middle(of(away, OURS, 'offline_accept_per_s')):,.0f}/s")
    drain = middle(of(away, OURS, "drain_per_s"))
    table.least("drain, by the bridge in memory", ratio(away, "drain_per_s", OURS, MEMORY), 0.7,
                f"{drain:,.0f}/s; yardstick {middle(of(away, YARDSTICK, 'drain_per_s')):,.0f}/s")
    table.shown("drain, with a backend that acknowledges", f"{middle(of(away, BACKED, 'drain_per_s')):,.0f}/s")
    table.row(f"all of {h.args.backlog:,} came, once and in order", "yes" if whole else "no", "yes", whole)
    return drain, max(of(away, OURS, "rss_drain_mb"), default=NONE)


def alarms(port, stop, handed):
    """Hands over an urgent event ten times a second, and notes when."""
    with socket.create_connection(("127.0.0.1", port)) as intake:
        answers = intake.makefile()
        intake.sendall(b'{"class":"urgent"}\n')
        number = 0
        while not stop.wait(0.1):
            handed.append(time.monotonic_ns())
            intake.sendall(b'{"seq":%d,"what":"a door"}\n' % number)
            answers.readline()
            number += 1


def month(h, table, drain, memory):
    """As many rows as thirty days offline leave; while they drain, live alarms come."""
    n, name = h.args.large, f"{h.args.large:,} rows"
    one = own(h, "shelfkeeper", "fact", h.ram, "", QUICK, "mosquitto")
    one.cap = n + 1
    handed, stop = [], threading.Event()
    ear, heard = None, os.path.join(one.work, "alarms.log")
    try:
        one.start_offline()
        accepted = json.loads(one.gen(n, limit=900).communicate()[0])["accepted"]
        megabytes = sum(f.stat().st_size for f in os.scandir(one.edge_dir) if f.is_file()) / 1e6
        one.start_cloud()
        import bench
        ear = bench.Proc([os.path.join(bench.BUILD, "evsub"), "--port", str(one.ctx.cloud_port), "--id", "ear", "--log", heard, "--cap", "100000",
                          "--topic", "sk/v1/bench/edge/up/alarm"])
        one.wait_distinct(1, 90, stall=90)  # the next try of the agent comes within a minute
        threading.Thread(target=alarms, args=(one.ctx.ingest_port, stop, handed), daemon=True).start()
        seen = []
        one.wait_distinct(accepted, 900, stall=20, mem=seen)
        stop.set()
        head = one.head()
        time.sleep(2)
        came = [slot[0] for slot in one.slots(heard, len(handed))]
        delays = sorted((there - handed[i]) / 1e9 if there else NONE for i, there in enumerate(came))
    finally:
        stop.set()
        if ear:
            ear.kill()
        one.stop()
        shutil.rmtree(one.edge_dir, ignore_errors=True)
    rate = head["distinct"] / max(1e-9, (head["last"] - head["first"]) / 1e9)
    whole = head["distinct"] == accepted and not head["dups"] and not head["reordered"]
    table.row(f"all of {name} came, once and in order", "yes" if whole else "no", "yes", whole, f"{head['distinct']:,} of {accepted:,}")
    table.most(f"live alarms while {name} drain, s, the slowest", max(delays, default=NONE), 2,
               f"{len(delays)} alarms, p50 {middle(delays) * 1000:.0f} ms; {sum(d != d for d in delays)} did not come")
    table.most(f"MB on the disk, {name}", megabytes, 1_500)
    table.most(f"memory MB more with {name}", max(seen) - memory, 10, f"{max(seen):.0f} MB")
    table.least(f"drain of {name}, by that of {h.args.backlog:,}", rate / drain, 0.9, f"{rate:,.0f}/s, beside ten alarms a second")


def latency(h, table):
    urgent = h.run("latency", [YARDSTICK, OURS], "--rates", 10, "--secs", 15, "--sync-us", QUICK, SHELFKEEPER_CLASS="urgent")
    table.most("urgent event, p50, by the yardstick", ratio(urgent, "p50_ms", OURS, YARDSTICK), 1.2,
               f"{middle(of(urgent, OURS, 'p50_ms')):.1f} ms, p99 {middle(of(urgent, OURS, 'p99_ms')):.1f}; yardstick {middle(of(urgent, YARDSTICK, 'p50_ms')):.1f}, "
               f"{middle(of(urgent, YARDSTICK, 'p99_ms')):.1f}")


def birth(h, table):
    plain = h.run("startup", [YARDSTICK, OURS], "--sync-us", QUICK)
    own = lambda name: f"yardstick {middle(of(plain, YARDSTICK, name)):.2f}"
    table.most("CPU s of a start and 5 s more", middle(of(plain, OURS, "startup_cpu_s")), 1.5, own("startup_cpu_s"))
    copy = os.path.join(h.args.work, "prepared")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(HOME, copy)
    if subprocess.run([os.path.join(copy, "bin", "shelfkeeper-prepare")], capture_output=True).returncode == 0:
        fast = h.run("startup", [OURS], "--sync-us", QUICK, home=copy)
        table.most("the same after shelfkeeper-prepare", middle(of(fast, OURS, "startup_cpu_s")), 0.9)


def wear(h, table, mount, device):
    asked = {"1/s": (1.1, 35), "10/s": (0.2, 6), "burst 100 every 2 s": (0.02, 2)}
    of_kind = {"1/s": "urgent", "10/s": "telemetry", "burst 100 every 2 s": "fact"}
    beside = h.run("wear", [YARDSTICK], "--card-dev", device, "--sync-us", 0, runs=1, store=mount)
    for pattern, (syncs, kilobytes) in asked.items():
        # The harness plays all three patterns; a class of ours is meant for one of them.
        name = OURS + "-telemetry" if of_kind[pattern] == "telemetry" else OURS
        seen = h.run("wear", [name], "--card-dev", device, "--sync-us", 0, runs=1, store=mount, SHELFKEEPER_CLASS=of_kind[pattern])
        value = lambda key, records, who: middle(of(records, who, key, pattern=pattern))
        table.most(f"syncs an event, {pattern}, {of_kind[pattern]}", value("syncs_per_event", seen, name), syncs,
                   f"yardstick {value('syncs_per_event', beside, YARDSTICK):.2f}")
        table.most(f"device KB an event, {pattern}, {of_kind[pattern]}", value("dev_bytes_per_event", seen, name) / 1024, kilobytes,
                   f"yardstick {value('dev_bytes_per_event', beside, YARDSTICK) / 1024:.1f}")


def own(h, name, kind, store, device, sync_us, cloud):
    """One of our adapters on the harness, to be played by hand."""
    if h.args.bench not in sys.path:
        sys.path.insert(0, h.args.bench)
    import bench
    os.environ.update(SHELFKEEPER_HOME=HOME, EXTRA_ADAPTERS=os.path.join(HERE, "adapters"), SHELFKEEPER_CLASS=kind)
    adapter = bench.load_adapters()[name]
    del os.environ["SHELFKEEPER_CLASS"]
    h.ports += 100
    options = argparse.Namespace(work=os.path.join(h.args.work, "peers"), card=store, card_dev=device, ingest=h.ports, cloud=h.ports + 20_000,
                                 sync_us=sync_us, window=1000, settle=2.0, cloud_kind=cloud)
    return bench.Bench(adapter, options)


def price(h, name, kind, seconds, mount, device):
    """KB that reach the device for each event at one a second, once the log is as long as it gets."""
    one = own(h, name, kind, mount, device, -1, "sink")
    try:
        one.start_cloud(), one.start_edge(), one.settle()
        first = json.loads(one.gen(LOG_FULL, limit=60).communicate()[0])["accepted"]
        one.wait_distinct(first, 60)
        time.sleep(10)
        before = one.dev_bytes()
        more = json.loads(one.gen(seconds, start=first, rate=1, limit=200).communicate()[0])["accepted"]
        one.wait_distinct(first + more, 30)
        time.sleep(5)
        return (one.dev_bytes() - before) / more / 1024
    finally:
        one.stop()
        shutil.rmtree(one.edge_dir, ignore_errors=True)


def day(h, table, mount, device):
    """A day of a normal shop, from three minutes of its telemetry and its price for each commit that cannot wait."""
    telemetry = price(h, OURS + "-day", "telemetry", 180, mount, device)
    commit = price(h, OURS, "urgent", 60, mount, device)
    # An order is a permit before and an outcome after the pulse, and the door that opens and shuts.
    whole = (86_400 * telemetry + (2_000 + 200 * 4) * commit) / 1024
    table.most("MB to the device, a day: 86,400 telemetry, 2,000 facts, 200 orders of 4 commits", whole, 250,
               f"{telemetry:.2f} KB a telemetry event, {commit:.1f} KB a commit")


def crashes(h, table, mount, device):
    for target in ["edge", "broker", "both"] + (["power"] if mount else []):
        rounds = h.args.kills
        seen = h.run("kills", [OURS], "--target", target, "--rounds", rounds, "--cloud-kind", "sink", "--sync-us", QUICK, "--card-dev", device,
                     runs=1, store=mount if target == "power" else None)
        judge(table, f"{rounds} x {target}", seen, rounds)
    for target in ["edge"] + (["power"] if mount else []):
        seen = h.run("offkill", [OURS], "--target", target, "--cloud-kind", "sink", "--sync-us", QUICK, "--card-dev", device,
                     store=mount if target == "power" else None)
        judge(table, f"a backlog, then {target}, {len(seen)} x", seen, len(seen))


def judge(table, what, records, rounds):
    lost, twice, moved = (sum(of(records, OURS, key)) for key in ("lost", "dups", "reordered"))
    table.row(f"{what}: lost, reordered", f"{lost}, {moved}" if records else "-", "0, 0", bool(records) and lost == moved == 0,
              f"{sum(of(records, OURS, 'accepted')):,} accepted")
    table.most(f"{what}: twice, a crash", twice / rounds if records else NONE, 32)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--bench", required=True, help="built folder with bench.py and its peers")
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--events", type=int, default=50_000)
    ap.add_argument("--backlog", type=int, default=100_000)
    ap.add_argument("--large", type=int, default=2_600_000, help="rows of thirty days offline; 0 leaves them out")
    ap.add_argument("--kills", type=int, default=50, help="rounds of each crash")
    ap.add_argument("--rows", default="speed,backlog,latency,birth,wear,day,crashes")
    ap.add_argument("--work", help="folder for what the peers keep; a fresh one by default")
    a = ap.parse_args()
    a.work = a.work or tempfile.mkdtemp(prefix="pipe-")
    ram = tempfile.mkdtemp(prefix="pipe-", dir="/dev/shm")
    h, table, rows = Harness(a, ram), Table(), a.rows.split(",")
    print(f"medians of {a.rounds} rounds, every peer in each\n\n| what | shelfkeeper | asked | beside it | held |\n|---|---|---|---|---|", flush=True)
    try:
        if "backlog" in rows:
            drain, memory = backlog(h, table)
            if a.large:
                month(h, table, drain, memory)
        for name, part in (("speed", speed), ("latency", latency), ("birth", birth)):
            if name in rows:
                part(h, table)
        with card(a.work) if os.getuid() == 0 else contextlib.nullcontext((None, "")) as (mount, device):
            if "wear" in rows and mount:
                wear(h, table, mount, device)
            if "day" in rows and mount:
                day(h, table, mount, device)
            if "crashes" in rows:
                crashes(h, table, mount, device)
        if os.getuid():
            print("\nbytes that reach a device and power cuts: not measured, they need root")
    finally:
        shutil.rmtree(ram, ignore_errors=True)
    print("\n" + "\n".join(h.wrong + [f"{table.missed} missed"]))
    sys.exit(min(1, table.missed))


if __name__ == "__main__":
    main()
