-- Gives every record the shape of ss4o logs (Simple Schema for Observability), and a seed for its document's id.
-- The seed depends on where a line stands and what it says, never on when it was read: read or sent twice, it is the
-- same document.

local MESSAGE = { "message", "msg", "body", "text", "log", "MESSAGE" }
local LEVEL = { "level", "log.level", "severity", "severity_text", "severityText", "log_level", "loglevel", "levelname",
                "lvl", "priority" }
local SERVICE = { "service", "service.name", "service_name", "app", "application", "container_name",
                  "syslog_identifier", "ident", "systemd_unit" }
local TIME = { "@timestamp", "timestamp", "time", "ts" }
local TRACE = { "trace_id", "traceId", "trace.id" }
local SPAN = { "span_id", "spanId", "span.id" }

-- Severity numbers of OpenTelemetry.
local NUMBERS = { TRACE = 1, DEBUG = 5, INFO = 9, WARN = 13, ERROR = 17, FATAL = 21 }
local NAMES = { WARNING = "WARN", NOTICE = "INFO", INFORMATION = "INFO", INFORMATIONAL = "INFO", ERR = "ERROR",
                SEVERE = "ERROR", CRITICAL = "FATAL", CRIT = "FATAL", ALERT = "FATAL", EMERG = "FATAL",
                EMERGENCY = "FATAL", PANIC = "FATAL", VERBOSE = "DEBUG", FINE = "DEBUG" }
-- Levels as numbers: syslog's (0 to 7), and those of pino and bunyan (10 to 60).
local SYSLOG = { [0] = "FATAL", "FATAL", "FATAL", "ERROR", "WARN", "INFO", "INFO", "DEBUG" }
local PINO = { [10] = "TRACE", [20] = "DEBUG", [30] = "INFO", [40] = "WARN", [50] = "ERROR", [60] = "FATAL" }

-- Takes the first of `names` that the record has out of it.
local function take(record, names)
  for _, name in ipairs(names) do
    local value = record[name]
    if value ~= nil and type(value) ~= "table" and value ~= "" then
      record[name] = nil
      return value
    end
  end
  return nil
end

local function severity(level)
  if level == nil then return nil end
  local number = tonumber(level)
  local text
  if number ~= nil then
    text = SYSLOG[number] or PINO[number]
  else
    text = string.upper(tostring(level))
    text = NAMES[text] or text
  end
  if text == nil then return nil end
  return { text = text, number = NUMBERS[text] }
end

-- Days since 1970-01-01 of a civil date (Hinnant, "chrono-compatible low-level date algorithms").
local function days(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = math.floor(year / 400)
  local of_era = year - era * 400
  local of_year = math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146097 + of_era * 365 + math.floor(of_era / 4) - math.floor(of_era / 100) + of_year - 719468
end

-- ISO 8601 as { sec, nsec }, UTC where no zone is named; nil for any other text.
local function iso_time(text)
  if type(text) ~= "string" then return nil end
  local year, month, day, hour, minute, second, rest =
    text:match("^(%d%d%d%d)-(%d%d)-(%d%d)[T ](%d%d):(%d%d):(%d%d)(.*)$")
  if year == nil then return nil end
  local fraction, zone = rest:match("^[.,](%d+)(.*)$")
  zone = zone or rest
  local sign, zone_hours, zone_minutes = zone:match("^([+-])(%d%d):?(%d%d)$")
  if sign == nil and zone ~= "" and zone ~= "Z" then return nil end
  local seconds = days(tonumber(year), tonumber(month), tonumber(day)) * 86400
    + tonumber(hour) * 3600 + tonumber(minute) * 60 + tonumber(second)
  if sign ~= nil then
    local offset = tonumber(zone_hours) * 3600 + tonumber(zone_minutes) * 60
    seconds = seconds - (sign == "+" and offset or -offset)
  end
  local nanos = fraction and tonumber((fraction .. "000000000"):sub(1, 9)) or 0
  return { sec = seconds, nsec = nanos }
end

-- Seconds since 1970, or milli-, micro- or nanoseconds as many a program writes them, as { sec, nsec }; nil for what is
-- too small to be of this century.
local function epoch_time(value)
  local number = tonumber(value)
  if number == nil or number < 1e9 or number > 1e19 then return nil end
  local unit = number < 1e11 and 1 or number < 1e14 and 1e3 or number < 1e17 and 1e6 or 1e9
  -- To the microsecond: more than that a number does not hold.
  local micros = math.floor(number / unit * 1e6 + 0.5)
  local seconds = math.floor(micros / 1e6)
  return { sec = seconds, nsec = (micros - seconds * 1e6) * 1000 }
end

-- The first of the record's own times that can be read, taken out of it.
local function take_time(record)
  for _, name in ipairs(TIME) do
    local time = iso_time(record[name]) or epoch_time(record[name])
    if time ~= nil then
      record[name] = nil
      return time
    end
  end
  return nil
end

local function iso_text(time)
  return os.date("!%Y-%m-%dT%H:%M:%S", time.sec) .. string.format(".%09dZ", time.nsec)
end

-- A text that is the same for the same value, whatever the order of a table's keys.
local function canonical(value)
  if type(value) ~= "table" then return tostring(value) end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = tostring(key) end
  table.sort(keys)
  local parts = {}
  for _, key in ipairs(keys) do
    local inner = value[key]
    if inner == nil then inner = value[tonumber(key)] end
    parts[#parts + 1] = key .. "=" .. canonical(inner)
  end
  return "{" .. table.concat(parts, "\31") .. "}"
end

-- What the kubernetes filter found out, as OpenTelemetry names it; the service comes from the usual labels.
local function kubernetes(found)
  local labels = type(found.labels) == "table" and found.labels or {}
  return {
    namespace = { name = found.namespace_name },
    pod = { name = found.pod_name, uid = found.pod_id },
    container = { name = found.container_name },
    node = { name = found.host },
  }, labels["app.kubernetes.io/name"] or labels["k8s-app"] or labels["app"] or found.container_name
end

-- A name for the data set: `file` of the tag `file.json`, `shop` of `forward.shop.log`. Index names allow lower case
-- alone.
local function dataset(tag)
  local name = tag:match("^forward%.([^.]+)") or tag:match("^[^.]+") or "other"
  return (name:lower():gsub("[^a-z0-9_]", "_"))
end

function shape(tag, timestamp, record)
  local path, offset = record.file_path, record.file_offset
  record.file_path, record.file_offset, record.stream, record._p, record.logtag = nil, nil, nil, nil, nil
  local event = record.event_id
  record.event_id = nil

  local seed
  if event ~= nil then
    seed = tag .. "\30" .. tostring(event)
  elseif path ~= nil then
    seed = os.getenv("LAPWING_HOST") or ""
    seed = seed .. "\30" .. path .. "\30" .. tostring(offset) .. "\30" .. canonical(record)
  else
    seed = tag .. "\30" .. string.format("%d.%09d", timestamp.sec, timestamp.nsec) .. "\30" .. canonical(record)
  end

  local said = take_time(record)
  local k8s, k8s_service
  if type(record.kubernetes) == "table" then
    k8s, k8s_service = kubernetes(record.kubernetes)
    record.kubernetes = nil
  end
  local body = take(record, MESSAGE)
  local level = severity(take(record, LEVEL))
  local service = take(record, SERVICE) or k8s_service
  local host = take(record, { "hostname", "host", "host.name" }) or os.getenv("LAPWING_HOST")
  local namespace = take(record, { "environment", "env" }) or "default"

  -- Numbers stay numbers, under their names; all else a program says lies in one field, so that no two programs can
  -- quarrel about the type of a field.
  local attributes = {
    data_stream = { type = "logs", dataset = dataset(tag), namespace = dataset(tostring(namespace)) },
  }
  if path ~= nil then attributes.log = { file = { path = path, offset = offset } } end
  local trace_id, span_id = take(record, TRACE), take(record, SPAN)
  local rest, numbers = {}, {}
  for key, value in pairs(record) do
    if type(value) == "number" then numbers[key] = value else rest[key] = value end
  end
  if next(numbers) ~= nil then attributes.number = numbers end
  if next(rest) ~= nil then attributes.record = rest end

  -- 1: the line's own time becomes the record's, which the aggregator chooses the index by.
  return 1, said or timestamp, {
    ["@timestamp"] = iso_text(said or timestamp),
    body = ((body ~= nil and tostring(body) or canonical(rest)):gsub("%s+$", "")),
    severity = level,
    resource = { service = { name = service ~= nil and tostring(service) or nil }, host = { name = host }, k8s = k8s },
    traceId = trace_id,
    spanId = span_id,
    attributes = attributes,
    id_seed = seed,
  }
end
