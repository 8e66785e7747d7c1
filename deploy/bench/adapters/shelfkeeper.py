"""Shelfkeeper as a peer of the store-and-forward benchmark. Ingest: line protocol, at the agent's intake.

SHELFKEEPER_HOME names the application folder (what the build makes as deploy/target/shelfkeeper).
SHELFKEEPER_CLASS, if set, is the class of events whose producer declares none (urgent, fact, telemetry).
Telemetry of shelfkeeper-telemetry waits a second for company, that of shelfkeeper-day as long as in a shop.
Behind shelfkeeper-backend the reference backend writes down and acknowledges each event; in the others the broker has the last word.
"""
import os, shlex

LANES = {"urgent": "alarm", "fact": "fact", "telemetry": "telemetry"}

# A shop of one scale on a serial line that is not there: the drivers run, and nothing answers.
SITE = """\
site: bench
device: edge
broker: {{url: "mqtt://{c.cloud_host}:{c.cloud_port}", delivery: {delivery}}}
intake: {{listen: "tcp://127.0.0.1:{c.ingest_port}", class: {kind}{timer}}}
buses:
  - {{id: bus-1, link: "serial:{c.edge_dir}/no-port?baud=115200"}}
devices:
  - {{id: scale-1, model: rs485-transmitter, bus: bus-1, address: 1, cell: A1, samples_per_second: 10}}
products:
  - {{sku: water, gtin: "9506000134406", name: "Water", grams: 523.0, spread: 2.2}}
fixtures:
  - id: shelf
    name: Shelf
    bays:
      - {{id: A1, cells: [A1], products: [{{sku: water, count: 12, low: 3}}]}}
"""


def _site(c):
    return os.path.join(c.work, "site.yaml")


def _adapter(name, kind, timer="", delivery="broker"):
    def prepare(c):
        with open(_site(c), "w") as f:
            f.write(SITE.format(c=c, kind=kind, timer=timer, delivery=delivery))

    def command(c):
        home = os.environ["SHELFKEEPER_HOME"]
        agent = [os.path.join(home, "bin", "shelfkeeper"), "run", "--config", _site(c), "--data", c.edge_dir]
        if delivery == "broker":
            return agent, {}
        backend = [os.path.join(home, "bin", "shelfkeeper-demo-backend"), "--broker", f"mqtt://{c.cloud_host}:{c.cloud_port}",
                   "--ledger", os.path.join(c.work, "ledger")]
        # One group of processes, which the harness ends together; its CPU and memory are those of both.
        return ["/bin/sh", "-c", f"{shlex.join(backend)} </dev/null & exec {shlex.join(agent)}"], {}

    return {"name": name, "ingest": "line", "subscribe": f"sk/v1/bench/edge/up/{LANES[kind]}", "prepare": prepare, "command": command}


ADAPTERS = [
    _adapter("shelfkeeper", os.environ.get("SHELFKEEPER_CLASS", "fact")),
    _adapter("shelfkeeper-telemetry", "telemetry", ", telemetry_ms: 1000"),
    _adapter("shelfkeeper-day", "telemetry"),
    _adapter("shelfkeeper-backend", "fact", delivery="backend"),
]
