import { database, java, node, type Blueprint, type ServicePlan } from './blueprint.ts';

const ts = (name: string): string => `ts-${name}-service`;

/** A ticket office of some forty services in one language, with deep chains of calls and a store for each that keeps. */
const CALLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  travel: { query: 'basic/travel seat/left route/get train/get order/sold', trip: 'route/get train/get' },
  travel2: { query: 'basic/travel seat/left route/get train/get order-other/sold' },
  basic: { travel: 'station/id*2 train/get route/get price/get' },
  seat: { left: 'order/sold config/get', assign: 'order/sold config/get route/get' },
  route: { get: 'db' },
  train: { get: 'db' },
  station: { id: 'db' },
  price: { get: 'db' },
  config: { get: 'db' },
  order: { sold: 'db', create: 'db*2 station/id', list: 'db station/id', pay: 'db' },
  'order-other': { sold: 'db', list: 'db station/id', pay: 'db' },
  'route-plan': { cheapest: 'travel/query travel2/query? route/get' },
  'travel-plan': { cheapest: 'route-plan/cheapest seat/left train/get' },
  preserve: {
    preserve:
      'contacts/get security/check travel/trip basic/travel seat/assign assurance/create%50 food/order%40 user/get order/create consign/create%30 notification/send?',
  },
  contacts: { get: 'db', list: 'db' },
  security: { check: 'db order/sold order-other/sold' },
  assurance: { create: 'db', types: '' },
  food: { foods: 'db food-map/stores? travel/trip', order: 'db' },
  'food-map': { stores: 'db' },
  user: { get: 'db', verify: 'db' },
  auth: { login: 'verification-code/verify db', token: '' },
  'verification-code': { verify: '' },
  consign: { create: 'consign-price/get db' },
  'consign-price': { get: 'db' },
  notification: { send: '' },
  'inside-payment': { pay: 'order/pay payment/pay%60 db' },
  payment: { pay: 'db' },
  cancel: { refund: 'order/list', cancel: 'order/pay inside-payment/pay! notification/send? user/get' },
  execute: { collect: 'order/pay', enter: 'order/pay' },
  rebook: { rebook: 'order/list travel/query seat/assign order/create inside-payment/pay' },
  'ticket-office': { regions: 'db' },
  news: { list: '' },
};

const STORED = Object.entries(CALLS).filter(([, endpoints]) =>
  /\bdb\b/.test(Object.values(endpoints).join(' ')),
);

export const TICKETS: Blueprint = {
  services: {
    'ts-ui-dashboard': node({
      login: `${ts('auth')}/login`,
      search: `${ts('travel')}/query`,
      searchOther: `${ts('travel2')}/query`,
      plan: `${ts('travel-plan')}/cheapest`,
      book: `${ts('contacts')}/list ${ts('assurance')}/types ${ts('food')}/foods? ${ts('preserve')}/preserve`,
      orders: `${ts('order')}/list ${ts('order-other')}/list?`,
      pay: `${ts('inside-payment')}/pay`,
      cancel: `${ts('cancel')}/refund ${ts('cancel')}/cancel`,
      collect: `${ts('execute')}/collect ${ts('execute')}/enter`,
      rebook: `${ts('rebook')}/rebook`,
      news: `${ts('news')}/list? ${ts('ticket-office')}/regions`,
    }),
    ...Object.fromEntries(
      Object.entries(CALLS).map(([name, endpoints]): [string, ServicePlan] => [
        ts(name),
        java(
          Object.fromEntries(
            Object.entries(endpoints).map(([endpoint, asks]) => [endpoint, spelt(name, asks)]),
          ),
        ),
      ]),
    ),
    ...Object.fromEntries(STORED.map(([name]) => [`ts-${name}-mongo`, database])),
  },
  journeys: {
    login: 3,
    search: 4,
    searchOther: 2,
    plan: 1,
    book: 3,
    orders: 2,
    pay: 3,
    cancel: 1,
    collect: 1,
    rebook: 1,
    news: 1,
  },
};

/** Short names in full: `db` is the service's own store. */
function spelt(name: string, asks: string): string {
  return asks
    .split(' ')
    .filter((ask) => ask !== '')
    .map((ask) =>
      /^db\b/.test(ask)
        ? `ts-${name}-mongo/find${ask.slice(2)}`
        : ask.replace(/^([\w-]+)\//, (_, other: string) => `${ts(other)}/`),
    )
    .join(' ');
}
