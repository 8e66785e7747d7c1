#!/usr/bin/env python3
"""How well the stock engine reads shelves: one table over recordings whose truth is known.

Needs a folder with gen.py (--level L --seed N --out DIR makes setup.json, stream.jsonl, truth.json), score.py
(score(truth events, reports, duration_ms)) and ref.py (limit setup.json truth.json GRAMS). See README.md.
"""
import argparse, json, math, os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.environ.get("SHELFKEEPER_HOME", os.path.join(HERE, "..", "target", "shelfkeeper"))
LEVELS = "single shelf5 any33 candy46 plates12 busy12 burst lean thermal misplace idle"
NOISY = {"thermal", "idle"}  # cheap cells: the limit is reckoned with 0.4 g instead of 0.2 g
APART_MS = 60_000
ENOUGH = 300  # so many sure reports say something of a level by itself

# The same mistake in every recording, and what the engine is told or shown then.
WRONG = {
    "mean": "every mean 1 % off, one up, one down",
    "count": "one opening count half of what is there",
    "spread": "no spread known",
    "dead": "one cell dies after a third of the time",
    "half": "one cell shows half of every gram",
}


def lower(right, of, z=1.645):
    """Lower 95 % bound of a share, after Wilson."""
    if not of:
        return 0.0
    p = right / of
    return (p + z * z / 2 / of - z * math.sqrt(p * (1 - p) / of + z * z / 4 / of / of)) / (1 + z * z / of)


def spoilt(case, mistake):
    """Setup and stream of a recording with a mistake in them; none of it is kept."""
    with open(os.path.join(case, "setup.json")) as f:
        setup = json.load(f)
    cell = setup["cells"][len(setup["cells"]) // 2]["cell"]
    if mistake == "mean":
        for i, product in enumerate(sorted(setup["products"], key=lambda p: p["sku"])):
            product["mean_g"] *= 1.01 if i % 2 else 0.99
    elif mistake == "spread":
        for product in setup["products"]:
            product["sd_g"] = 0
    elif mistake == "count":
        sku = sorted(setup["stock"])[0]
        setup["stock"][sku] //= 2
    folder = tempfile.mkdtemp(prefix="wrong-")
    with open(os.path.join(folder, "setup.json"), "w") as f:
        json.dump(setup, f)
    stream = os.path.join(case, "stream.jsonl")
    if mistake in ("dead", "half"):
        with open(os.path.join(case, "truth.json")) as f:
            until = json.load(f)["duration_ms"] / 3
        with open(stream) as old, open(os.path.join(folder, "stream.jsonl"), "w") as new:
            for sample in old:
                one = json.loads(sample)
                if one["cell"] == cell and mistake == "half":
                    new.write(json.dumps(dict(one, raw_grams=one["raw_grams"] / 2)) + "\n")
                elif one["cell"] != cell or one["t_ms"] < until:
                    new.write(sample)
        stream = os.path.join(folder, "stream.jsonl")
    return folder, os.path.join(folder, "setup.json"), stream


def replay(setup, stream):
    said = subprocess.run([os.path.join(HOME, "bin", "shelfkeeper"), "replay", "--setup", setup, "--stream", stream],
                          check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in said.splitlines()]


def limit(bench, case, level):
    """What weights alone allow; reckoned once."""
    kept = os.path.join(case, "limit.json")
    if not os.path.exists(kept):
        files = [os.path.join(case, f) for f in ("setup.json", "truth.json")]
        out = subprocess.run([sys.executable, os.path.join(bench, "ref.py"), "limit", *files, "0.4" if level in NOISY else "0.2"],
                             check=True, capture_output=True, text=True).stdout
        with open(kept, "w") as f:
            f.write(out)
    with open(kept) as f:
        return json.load(f)["accuracy"]


def trace(bench, work, level, seed, mistake):
    """One recording, the reports of the engine, and the limit; kept, so that a second run only replays."""
    case = os.path.join(work, f"{level}-{seed}")
    stream, truth, setup = (os.path.join(case, f) for f in ("stream.jsonl", "truth.json", "setup.json"))
    if not os.path.exists(stream):
        subprocess.run([sys.executable, os.path.join(bench, "gen.py"), "--level", level, "--seed", str(seed), "--out", case], check=True)
    with open(truth) as f:
        known = json.load(f)
    most = limit(bench, case, level) if known["events"] else 0.0
    if not mistake:
        return known, replay(setup, stream), most
    folder, setup, stream = spoilt(case, mistake)
    try:
        return known, replay(setup, stream), most
    finally:
        shutil.rmtree(folder)


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


def sure(r):
    """How many reports were sure, and how many of these were right."""
    count = round((r.get("share_conf_99") or 0) * r["detected"])
    return count, round((r.get("accuracy_conf_99") or 0) * count)


def line(level, count, r, limit, expected):
    n = r["interactions"]
    if not n:
        return f"{level:9} {count:3} traces without a movement: {r['false_events']} false, {r['false_per_24h']} in 24 h"
    of, right = sure(r)
    settled = r.get("accuracy_settled", r["accuracy"])
    return (f"{level:9} {n:6} {100 * r['accuracy']:6.2f} {100 * settled:7.2f} {100 * limit:6.2f} {100 * (r['accuracy'] - limit):6.2f} {100 * expected:6.2f} "
            f"{100 * r['recall']:8.2f} {100 * r['false_events'] / n:9.2f} {100 * r['share_conf_99']:6.1f} "
            f"{100 * right / max(1, of):6.2f} {100 * lower(right, of):6.2f} {r['ece']:6.3f} {r['latency_p50_ms']:5} {r['latency_p95_ms']:5}")


def honest(name, of, right):
    """Whether sure reports are right often enough, by the lower bound; of few, nobody can say."""
    bound = 100 * lower(right, of)
    verdict = "few" if of < ENOUGH else "holds" if bound >= 99 else "right, bound too low" if right >= 0.99 * of else "BROKEN"
    return f"{name:16} {of:6} {100 * right / max(1, of):7.2f} {bound:7.2f}  {verdict}"


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--bench", required=True, help="folder with gen.py, score.py, ref.py")
    ap.add_argument("--levels", default=LEVELS.replace(" ", ","))
    ap.add_argument("--traces", type=int, default=10, help="recordings a level")
    ap.add_argument("--first", type=int, default=int.from_bytes(os.urandom(3), "big"), help="first seed; fresh ones by default")
    ap.add_argument("--work", help="keep the recordings here")
    ap.add_argument("--wrong", help="with a mistake in every recording: all, or some of " + ",".join(WRONG))
    a = ap.parse_args()
    sys.path.insert(0, a.bench)
    import score
    work = a.work or tempfile.mkdtemp(prefix="stock-")
    print(f"seeds from {a.first}, recordings in {work}")
    if a.wrong:
        mistaken(a, score, work)
        return
    print("level         of  first settled  limit    gap   told answered false/100 >=0.99  right lower95    ece   p50   p95", flush=True)
    all_sure = all_right = 0
    for level in a.levels.split(","):
        traces = [trace(a.bench, work, level, a.first + i, None) for i in range(a.traces)]
        counts = [len(score.clusters(known["events"])) for known, _, _ in traces]
        told = sum(n * forecast(work, level, a.first + i) for i, n in enumerate(counts)) / max(1, sum(counts))
        r, most = pooled(score, traces)
        of, right = sure(r)
        all_sure, all_right = all_sure + of, all_right + right
        print(line(level, len(traces), r, most, told), flush=True)
    print(honest("all levels", all_sure, all_right))


def mistaken(a, score, work):
    for mistake in WRONG if a.wrong == "all" else a.wrong.split(","):
        print(f"\n{mistake}: {WRONG[mistake]}\nlevel            >=0.99   right lower95", flush=True)
        all_sure = all_right = 0
        for level in a.levels.split(","):
            traces = [trace(a.bench, work, level, a.first + i, mistake) for i in range(a.traces)]
            r, _ = pooled(score, traces)
            if not r["interactions"] or not r["detected"]:
                continue
            of, right = sure(r)
            all_sure, all_right = all_sure + of, all_right + right
            first = f"  {100 * r['accuracy']:6.2f} of 100 right, {100 * r['recall']:6.2f} answered, {r['false_events']} false of {r['interactions']}"
            print(honest(level, of, right) + first, flush=True)
        print(honest("all levels", all_sure, all_right), flush=True)


if __name__ == "__main__":
    main()
