local owner, ordered, now = unpack(ARGV)
for _, job in ipairs(redis.call('ZRANGEBYSCORE', later, '-inf', now, 'LIMIT', 0, 100)) do
  local name = redis.call('HGET', names, job)
  redis.call('ZREM', later, job)
  if name then redis.call('ZADD', ready, rank(name, ordered), job) end
end
local first = redis.call('ZRANGE', ready, 0, 0)[1]
if first and not (ordered == '1' and redis.call('HLEN', running) > 0) then
  local name = redis.call('HGET', names, first)
  if not name then
    redis.call('ZREM', ready, first)
    return {'0'}
  end
  if is_due(name, now) then
    redis.call('ZREM', ready, first)
    name = string.sub(name, 1, 44) .. string.format('%03d', math.min(999, attempt(name) + 1))
    redis.call('HSET', names, first, name)
    redis.call('HSET', running, first, owner)
    return {name, redis.call('HGET', jobs, first)}
  end
end
local soon = redis.call('ZRANGE', later, 0, 0)[1]
return soon and {due(redis.call('HGET', names, soon))} or {}
