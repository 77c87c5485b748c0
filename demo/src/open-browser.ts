import { spawn } from 'node:child_process';

/** Opens `url` in the person's browser when there is one; says nothing when there is none. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  // Without a display xdg-open would start a text browser in the terminal, or ask for one.
  if (platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const [command, args] = openCommand(url, platform);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // The address stands in the terminal: who has no browser here opens it elsewhere.
  child.on('error', () => undefined);
  child.unref();
}

function openCommand(url: string, platform: NodeJS.Platform): [string, string[]] {
  if (platform === 'darwin') return ['open', [url]];
  if (platform === 'win32') return ['cmd', ['/c', 'start', '', url]];
  return ['xdg-open', [url]];
}
