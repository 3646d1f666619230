const { getHeapStatistics } = require('node:v8');

// Ends with 7 where the heap may grow to so many megabytes, else with 8.
process.exitCode = getHeapStatistics().heap_size_limit >= Number(process.argv[2]) * 2 ** 20 ? 7 : 8;
