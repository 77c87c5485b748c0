import type { RawSpan, ShownSpan } from '@lapwing/visuals';

/** Where drawn things lead: an href, and a way to go there without a reload. */
export interface Links {
  signal(id: string, span?: RawSpan | ShownSpan): string;
  incident(id: string): string;
  follow(href: string): void;
}
