local job = ARGV[1]
if redis.call('ZREM', dead, job) == 0 then return 0 end
redis.call('HDEL', why, job)
redis.call('HDEL', names, job)
redis.call('HDEL', jobs, job)
return 1
