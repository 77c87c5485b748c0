import type { Service } from './world.ts';
import { fileOf } from './wording.ts';

/** Lines of a stack trace as the tongue of a service prints them; `depth` tells statements apart. */
export function stackOf(
  service: Service,
  endpoint: string,
  what: string,
  message: string,
  depth: number,
): string[] {
  const file = fileOf(service.name, endpoint);
  const line = 40 + 7 * depth;
  switch (service.tongue) {
    case 'java':
      return [
        `java.lang.${what}Exception: ${message}`,
        `\tat shop.${file}.${endpoint}(${file}.java:${line})`,
        `\tat shop.${file}.lambda$handle$0(${file}.java:${line - 21})`,
        '\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:897)',
        '\tat java.base/java.lang.Thread.run(Thread.java:829)',
      ];
    case 'python':
      return [
        'Traceback (most recent call last):',
        `  File "/app/${service.name}.py", line ${line}, in ${endpoint}`,
        '    response = handler(request, context)',
        `${what}Error: ${message}`,
      ];
    case 'node':
      return [
        `${what}Error: ${message}`,
        `    at ${endpoint} (/usr/src/app/server.js:${line}:11)`,
        '    at Object.onReceiveHalfClose (/usr/src/app/node_modules/grpc/src/server.js:1:2)',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      ];
    case 'go':
      return [];
  }
}
