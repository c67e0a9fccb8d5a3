local now = ARGV[1]
local oldest = ''
local function older(job)
  local time = job and due(redis.call('HGET', names, job))
  if time and (oldest == '' or time < oldest) then oldest = time end
end
for priority = 0, 99 do
  local from = string.format('%d0000000000000', priority)
  local to = string.format('(%d0000000000000', priority + 1)
  older(redis.call('ZRANGEBYSCORE', ready, from, to, 'LIMIT', 0, 1)[1])
end
local promoted = redis.call('ZCOUNT', later, '-inf', now)
if promoted > 0 then older(redis.call('ZRANGE', later, 0, 0)[1]) end
return {
  tostring(redis.call('ZCARD', ready) + promoted),
  tostring(redis.call('ZCARD', later) - promoted),
  tostring(redis.call('HLEN', running)),
  tostring(redis.call('ZCARD', dead)),
  oldest
}
