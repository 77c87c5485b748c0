import { broker, cache, database, go, java, node, python, type Blueprint } from './blueprint.ts';

/** Eleven services in several languages, nearly all of them stateless, one cache. */
export const BOUTIQUE: Blueprint = {
  services: {
    frontend: go({
      home: 'currencyservice/GetSupportedCurrencies productcatalogservice/ListProducts cartservice/GetCart currencyservice/Convert*3 adservice/GetAds?',
      product:
        'productcatalogservice/GetProduct currencyservice/GetSupportedCurrencies cartservice/GetCart currencyservice/Convert recommendationservice/ListRecommendations? adservice/GetAds?',
      viewCart:
        'currencyservice/GetSupportedCurrencies cartservice/GetCart recommendationservice/ListRecommendations? shippingservice/GetQuote currencyservice/Convert*2',
      addToCart: 'productcatalogservice/GetProduct cartservice/AddItem',
      checkout:
        'checkoutservice/PlaceOrder recommendationservice/ListRecommendations? currencyservice/GetSupportedCurrencies',
    }),
    cartservice: java({
      GetCart: 'redis-cart/HGET',
      AddItem: 'redis-cart/HGET redis-cart/HMSET',
      EmptyCart: 'redis-cart/HMSET',
    }),
    productcatalogservice: go({ ListProducts: '', GetProduct: '' }),
    currencyservice: node({ GetSupportedCurrencies: '', Convert: '' }),
    paymentservice: node({ Charge: '' }),
    shippingservice: go({ GetQuote: '', ShipOrder: '' }),
    emailservice: python({ SendOrderConfirmation: '' }),
    checkoutservice: go({
      PlaceOrder:
        'cartservice/GetCart productcatalogservice/GetProduct*2 currencyservice/Convert*2 shippingservice/GetQuote currencyservice/Convert paymentservice/Charge shippingservice/ShipOrder cartservice/EmptyCart emailservice/SendOrderConfirmation?',
    }),
    recommendationservice: python({ ListRecommendations: 'productcatalogservice/ListProducts' }),
    adservice: java({ GetAds: '' }),
    'redis-cart': cache,
  },
  journeys: { home: 3, product: 8, viewCart: 3, addToCart: 2, checkout: 1.5 },
};

/** Fourteen, each with a store of its own, orders shipped by a queue. */
export const SOCKS: Blueprint = {
  services: {
    'front-end': node({
      index: 'catalogue/list',
      category: 'catalogue/list catalogue/tags carts/get?',
      detail: 'catalogue/get catalogue/list carts/get?',
      login: 'user/login carts/merge?',
      cart: 'session-db/GET carts/add catalogue/get',
      order: 'session-db/GET user/address user/card carts/get orders/create',
    }),
    catalogue: go({
      list: 'catalogue-db/select_socks',
      get: 'catalogue-db/select_sock',
      tags: 'catalogue-db/select_tags',
    }),
    carts: java({
      get: 'carts-db/find',
      add: 'carts-db/find carts-db/update',
      merge: 'carts-db/find carts-db/update',
      delete: 'carts-db/remove',
    }),
    orders: java({
      create:
        'user/address user/card carts/get payment/authorise shipping/ship orders-db/insert carts/delete?',
    }),
    user: go({ login: 'user-db/find_user', address: 'user-db/find_address', card: 'user-db/find_card' }),
    payment: go({ authorise: '' }),
    shipping: java({ ship: 'rabbitmq/shipping-task' }),
    'queue-master': java({ consume: '' }),
    'catalogue-db': database,
    'carts-db': database,
    'orders-db': database,
    'user-db': database,
    'session-db': cache,
    rabbitmq: broker,
  },
  journeys: { index: 4, category: 4, detail: 4, login: 2, cart: 3, order: 2 },
  consumers: { 'rabbitmq/shipping-task': ['queue-master/consume'] },
};

/** An instrumented shop with a bus, flags and a cache before its catalogue. */
export const TELESCOPES: Blueprint = {
  services: {
    'frontend-proxy': go({
      browse: 'frontend/products',
      product: 'frontend/product frontend/recommendations? frontend/ads?',
      cart: 'frontend/cart',
      add: 'frontend/add',
      checkout: 'frontend/checkout',
    }),
    frontend: node({
      products: 'product-catalog/ListProducts currency/Convert*2',
      product: 'product-catalog/GetProduct currency/Convert',
      recommendations: 'recommendation/ListRecommendations',
      ads: 'ad/GetAds',
      cart: 'cart/GetCart product-catalog/GetProduct currency/Convert',
      add: 'cart/AddItem',
      checkout: 'checkout/PlaceOrder',
    }),
    'product-catalog': go({
      ListProducts: 'flagd/Resolve? postgresql/select_products',
      GetProduct: 'flagd/Resolve? postgresql/select_product',
    }),
    recommendation: python({ ListRecommendations: 'flagd/Resolve? product-catalog/ListProducts' }),
    cart: java({
      GetCart: 'valkey-cart/HGET',
      AddItem: 'valkey-cart/HGET valkey-cart/HSET',
      EmptyCart: 'flagd/Resolve? valkey-cart/HSET',
    }),
    checkout: go({
      PlaceOrder:
        'cart/GetCart product-catalog/GetProduct*2 currency/Convert*2 shipping/GetQuote payment/Charge! shipping/ShipOrder cart/EmptyCart email/Send? kafka/orders',
    }),
    currency: go({ Convert: '' }),
    payment: node({ Charge: 'flagd/Resolve?' }),
    shipping: go({ GetQuote: 'quote/Calculate!', ShipOrder: '' }),
    quote: node({ Calculate: '' }),
    email: python({ Send: '' }),
    ad: java({ GetAds: 'flagd/Resolve?' }),
    flagd: go({ Resolve: '' }),
    accounting: java({ consume: 'postgresql/insert_order' }),
    'fraud-detection': java({ consume: 'flagd/Resolve?' }),
    kafka: broker,
    postgresql: database,
    'valkey-cart': cache,
  },
  journeys: { browse: 5, product: 6, cart: 3, add: 3, checkout: 2 },
  consumers: { 'kafka/orders': ['accounting/consume', 'fraud-detection/consume'] },
};

/** Media behind a queue: an upload is answered at once and worked on later. */
export const STUDIO: Blueprint = {
  services: {
    'edge-gateway': go({
      timeline: 'auth/verify timeline/read',
      watch: 'auth/verify media/stream profile/get?',
      upload: 'auth/verify upload/accept',
      search: 'search/query',
      comment: 'auth/verify comment/post',
    }),
    auth: go({ verify: 'session-cache/get|account-db/select_session%40' }),
    timeline: java({ read: 'timeline-cache/range|post-db/select_posts profile/get? media/thumb*2' }),
    profile: python({ get: 'profile-cache/get|account-db/select_profile' }),
    media: go({ stream: 'media-db/select_asset storage/read', thumb: 'storage/read' }),
    upload: node({ accept: 'storage/write media-db/insert_asset rabbitmq/encode' }),
    encoder: python({ consume: 'storage/read storage/write media-db/update_asset rabbitmq/notify' }),
    notifier: node({ consume: 'profile/get push/send!' }),
    push: go({ send: '' }),
    search: java({ query: 'search-index/query profile/get?' }),
    indexer: java({ consume: 'search-index/bulk' }),
    comment: java({ post: 'moderation/check? post-db/insert_comment rabbitmq/index' }),
    moderation: python({ check: '' }),
    storage: database,
    'search-index': database,
    'account-db': database,
    'post-db': database,
    'media-db': database,
    'session-cache': cache,
    'timeline-cache': cache,
    'profile-cache': cache,
    rabbitmq: broker,
  },
  journeys: { timeline: 6, watch: 4, upload: 2, search: 3, comment: 2 },
  consumers: {
    'rabbitmq/encode': ['encoder/consume'],
    'rabbitmq/notify': ['notifier/consume'],
    'rabbitmq/index': ['indexer/consume'],
  },
};
