/** Stands in saved dashboards: never changes. */
export const EMBEDDABLE_TYPE = 'lapwing_anomalies';
