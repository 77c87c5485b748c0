// What tests and pictures of the demo use; a person starts main.ts.
export { BREAKS, BREAK_KINDS, breakInfo, type Break, type BreakInfo, type BreakKind } from './shop/breaks.ts';
export { Shop, type ShopInterval, type ShopOptions } from './shop/shop.ts';
export { type Feed } from './feed/feed.ts';
export { ShopFeed } from './feed/shop-feed.ts';
export { sendPast } from './send.ts';
export { ServiceClient, type Series } from './service/client.ts';
export { writeServiceConfig } from './service/config.ts';
export { freePort, startService, type ServiceProcess } from './service/process.ts';
export { type BreakView, type DemoState } from './page/state.ts';
