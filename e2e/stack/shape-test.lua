-- Checks of fluent-bit/shape.lua, run in the language of Fluent Bit's filter (Lua 5.1): lua5.1 e2e/stack/shape-test.lua
dofile("fluent-bit/shape.lua")

local checks = 0
local function same(is, should, what)
  checks = checks + 1
  if is ~= should then
    error(string.format("%s: is %s and should be %s", what, tostring(is), tostring(should)), 2)
  end
end

local NOW = { sec = 1763805600, nsec = 5 }
local function of(tag, record, time)
  local code, at, document = shape(tag, time or NOW, record)
  same(code, 1, "code")
  return document, at
end

-- JSON of a program: its time, level, service and numbers.
local found, at = of("forward.Shop-1.log", { time = "2026-11-22T12:00:00.5+02:00", level = "warning", service = "cart",
  msg = "slow \n", took_ms = 12.5, user = { id = 7 }, ok = true, trace_id = "abc" })
same(found["@timestamp"], "2026-11-22T10:00:00.500000000Z", "time with a zone")
same(at.sec, 1795341600, "the record's time")
same(found.body, "slow", "body")
same(found.severity.text, "WARN", "severity")
same(found.severity.number, 13, "severity number")
same(found.resource.service.name, "cart", "service")
same(found.resource.host.name, "box", "host")
same(found.attributes.number.took_ms, 12.5, "number")
same(found.attributes.record.user.id, 7, "rest")
same(found.attributes.record.ok, true, "boolean")
same(found.attributes.data_stream.dataset, "shop_1", "data set")
same(found.attributes.data_stream.namespace, "default", "namespace")
same(found.traceId, "abc", "trace")

-- Elastic Common Schema names its level so; a message goes before the text that it was taken out of.
same(of("a", { ["log.level"] = "error" }).severity.text, "ERROR", "level of ECS")
same(of("a", { log = '{"msg":"hi"}', msg = "hi" }).body, "hi", "message of a merged line")

-- Levels as numbers.
for level, text in pairs({ [0] = "FATAL", [3] = "ERROR", [4] = "WARN", [7] = "DEBUG", [30] = "INFO", [50] = "ERROR" }) do
  same(of("a", { level = level }).severity.text, text, "level " .. level)
end
same(of("a", { level = 99 }).severity, nil, "a number that is no level")
same(of("a", {}).severity, nil, "no level")

-- Leap days, years and what is no time.
same(of("a", { time = "2024-02-29T23:59:59Z" })["@timestamp"], "2024-02-29T23:59:59.000000000Z", "leap day")
same(of("a", { time = "2026-01-01 00:00:00,25" })["@timestamp"], "2026-01-01T00:00:00.250000000Z", "a comma, no zone")
-- Seconds, milli-, micro- and nanoseconds; a number that is no time stays what it is.
for _, epoch in ipairs({ 1763805600.25, "1763805600.25", 1763805600250, 1763805600250000, 1763805600250000000 }) do
  same(of("a", { ts = epoch })["@timestamp"], "2025-11-22T10:00:00.250000000Z", "epoch " .. epoch)
end
local took = of("a", { time = 12.5, ts = 1763805600 })
same(took["@timestamp"], "2025-11-22T10:00:00.000000000Z", "the time that can be read")
same(took.attributes.number.time, 12.5, "a duration")
same(of("a", { time = "yesterday", msg = "x" }).attributes.record.time, "yesterday", "what is no time is kept")
same(of("a", { time = "yesterday" })["@timestamp"], "2025-11-22T10:00:00.000000005Z", "no time: the record's own")

-- Kubernetes: the usual labels, else the container.
local pod = { namespace_name = "shop", pod_name = "cart-1", container_name = "main", host = "n1", labels = { app = "cart" } }
same(of("kube.x", { log = "hi", kubernetes = pod }).resource.service.name, "cart", "label")
pod.labels = nil
local bare = of("kube.x", { log = "hi", kubernetes = pod })
same(bare.resource.service.name, "main", "container")
same(bare.resource.k8s.pod.name, "cart-1", "pod")
same(bare.attributes.record, nil, "nothing is left over")

-- The seed: where and what, not when it was read.
local later = { sec = NOW.sec + 60, nsec = 0 }
local function line(offset, text) return { file_path = "/a.log", file_offset = offset, log = text } end
local seed = of("file", line(0, "x")).id_seed
same(of("file", line(0, "x"), later).id_seed, seed, "read again")
checks = checks + 3
assert(of("file", line(2, "x")).id_seed ~= seed, "an equal line further on")
assert(of("file", line(0, "y")).id_seed ~= seed, "another file of that name")
assert(of("forward.a", { msg = "x" }).id_seed ~= of("forward.a", { msg = "x" }, later).id_seed, "another moment")
same(of("forward.a", { msg = "x", event_id = "1" }).id_seed, of("forward.a", { msg = "x", event_id = "1" }, later).id_seed,
  "an id of the program's own")
same(of("forward.a", { a = { b = 1, c = 2 } }).id_seed, of("forward.a", { a = { c = 2, b = 1 } }).id_seed, "order of keys")

-- A record without a text.
same(of("a", { x = "1" }).body, "{x=1}", "body of what says nothing")
same(of("a", {}).body, "{}", "an empty record")

io.write(checks, " checks hold\n")
