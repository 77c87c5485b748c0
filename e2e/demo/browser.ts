import { chromium, type Browser } from 'playwright-core';

/** The Chromium of this machine, without a window. */
export function openChromium(): Promise<Browser> {
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? 'chromium', args });
}
