local name, job, ordered, now, bell = unpack(ARGV)
redis.call('HSET', jobs, id(name), job)
wait(name, ordered, now)
redis.call('PUBLISH', bell, '')
return 1
