/** Of the labels at the left edge, in Grafana's units of 8 pixels: the longest one fits. */
export const LABEL_WIDTH = 16;
