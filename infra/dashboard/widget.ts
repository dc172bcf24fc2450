/**
 * A widget of a CloudWatch dashboard; the grid is 24 units wide (CloudWatch API reference, "Dashboard body
 * structure").
 */
export interface Widget {
  readonly type: "metric" | "log" | "text";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Which environment a dashboard is of. */
export interface Place {
  readonly region: string;
  /** What its names begin with. */
  readonly prefix: string;
}

const size = { width: 12, height: 6 } as const;

export function logWidget(of: { title: string; region: string; logGroup: string; query: string }): Widget {
  const { logGroup, query, ...properties } = of;
  return {
    type: "log",
    ...size,
    properties: { ...properties, view: "table", query: `SOURCE '${logGroup}' | ${query}` },
  };
}

export function metricWidget(of: {
  title: string;
  region: string;
  metrics: readonly unknown[];
  more?: object;
}): Widget {
  const { more, ...properties } = of;
  return { type: "metric", ...size, properties: { ...properties, ...more } };
}

export function textWidget(markdown: string, height: number): Widget {
  return { type: "text", width: 24, height, properties: { markdown } };
}
