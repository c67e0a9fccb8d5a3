-- With a number after the URL, requests have a body of so many bytes.
function init(args)
    if args[1] then
        wrk.method = "POST"
        wrk.body = string.rep("x", tonumber(args[1]))
    end
end

-- Ends wrk's report with one line of JSON, as exact as wrk's own counters; times in microseconds.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"p999":%d,"refused":%d,"broken":%d,"read":%d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        latency:percentile(99.9),
        errors.status, errors.connect + errors.write + errors.timeout, errors.read))
end
