#!/usr/bin/env python3
"""How well the stock engine reads shelves: one table over recordings whose truth is known.

Needs a folder with gen.py (--level L --seed N --out DIR makes setup.json, stream.jsonl, truth.json), score.py
(score(truth events, reports, duration_ms)) and ref.py (limit setup.json truth.json GRAMS). See README.md.
"""
import argparse, json, math, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.environ.get("SHELFKEEPER_HOME", os.path.join(HERE, "..", "target", "shelfkeeper"))
LEVELS = "single shelf5 any33 candy46 plates12 busy12 burst lean thermal misplace idle"
NOISY = {"thermal", "idle"}  # cheap cells: the limit is reckoned with 0.4 g instead of 0.2 g
APART_MS = 60_000


def lower(right, of, z=1.645):
    """Lower 95 % bound of a share, after Wilson."""
    if not of:
        return 0.0
    p = right / of
    return (p + z * z / 2 / of - z * math.sqrt(p * (1 - p) / of + z * z / 4 / of / of)) / (1 + z * z / of)


def trace(bench, work, level, seed):
    """One recording, the reports of the engine, and the limit; kept, so that a second run only replays."""
    case = os.path.join(work, f"{level}-{seed}")
    stream, truth, setup = (os.path.join(case, f) for f in ("stream.jsonl", "truth.json", "setup.json"))
    if not os.path.exists(stream):
        subprocess.run([sys.executable, os.path.join(bench, "gen.py"), "--level", level, "--seed", str(seed), "--out", case], check=True)
    said = subprocess.run([os.path.join(HOME, "bin", "shelfkeeper"), "replay", "--setup", setup, "--stream", stream],
                          check=True, capture_output=True, text=True).stdout
    with open(truth) as f:
        known = json.load(f)
    most = 0.0
    if known["events"]:
        grams = "0.4" if level in NOISY else "0.2"
        out = subprocess.run([sys.executable, os.path.join(bench, "ref.py"), "limit", setup, truth, grams], check=True, capture_output=True)
        most = json.loads(out.stdout)["accuracy"]
    return known, [json.loads(line) for line in said.splitlines()], most


def forecast(work, level, seed):
    """What the agent itself says of this layout beforehand."""
    setup = os.path.join(work, f"{level}-{seed}", "setup.json")
    noise = ["--noise", "0.6"] if level in NOISY else []
    said = subprocess.run([os.path.join(HOME, "bin", "shelfkeeper"), "forecast", "--json", "--setup", setup, *noise],
                          check=True, capture_output=True, text=True).stdout
    return json.loads(said)["forecast"]["accuracy"]


def pooled(score, traces):
    """All traces of a level one after the other, as if they were one long recording; averages would hide the hard ones."""
    events, reports, limit, interactions, at = [], [], 0.0, 0, 0
    for i, (known, said, most) in enumerate(traces):
        for e in known["events"]:
            events.append(dict(e, t_start_ms=e["t_start_ms"] + at, t_end_ms=e["t_end_ms"] + at))
        for r in said:
            names = {k: f"{i}/{r[k]}" for k in ("id", "corrects") if k in r}
            reports.append(dict(r, t_ms=r["t_ms"] + at, **names))
        n = len(score.clusters(known["events"]))
        limit, interactions, at = limit + most * n, interactions + n, at + known["duration_ms"] + APART_MS
    return score.score(events, reports, at - APART_MS * len(traces)), limit / max(1, interactions)


def line(level, count, r, limit, expected):
    n = r["interactions"]
    if not n:
        return f"{level:9} {count:3} traces without a movement: {r['false_events']} false, {r['false_per_24h']} in 24 h"
    sure = round(r["share_conf_99"] * r["detected"])
    right = round((r["accuracy_conf_99"] or 0) * sure)
    settled = r.get("accuracy_settled", r["accuracy"])
    return (f"{level:9} {n:6} {100 * r['accuracy']:6.2f} {100 * settled:7.2f} {100 * limit:6.2f} {100 * (r['accuracy'] - limit):6.2f} {100 * expected:6.2f} "
            f"{100 * r['recall']:8.2f} {100 * r['false_events'] / n:9.2f} {100 * r['share_conf_99']:6.1f} "
            f"{100 * right / max(1, sure):6.2f} {100 * lower(right, sure):6.2f} {r['ece']:6.3f} {r['latency_p50_ms']:5} {r['latency_p95_ms']:5}")


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--bench", required=True, help="folder with gen.py, score.py, ref.py")
    ap.add_argument("--levels", default=LEVELS.replace(" ", ","))
    ap.add_argument("--traces", type=int, default=10, help="recordings a level")
    ap.add_argument("--first", type=int, default=int.from_bytes(os.urandom(3), "big"), help="first seed; fresh ones by default")
    ap.add_argument("--work", help="keep the recordings here")
    a = ap.parse_args()
    sys.path.insert(0, a.bench)
    import score
    work = a.work or tempfile.mkdtemp(prefix="stock-")
    print(f"seeds from {a.first}, recordings in {work}")
    print("level         of  first settled  limit    gap   told answered false/100 >=0.99  right lower95    ece   p50   p95", flush=True)
    for level in a.levels.split(","):
        traces = [trace(a.bench, work, level, a.first + i) for i in range(a.traces)]
        counts = [len(score.clusters(known["events"])) for known, _, _ in traces]
        told = sum(n * forecast(work, level, a.first + i) for i, n in enumerate(counts)) / max(1, sum(counts))
        print(line(level, len(traces), *pooled(score, traces), told), flush=True)


if __name__ == "__main__":
    main()
