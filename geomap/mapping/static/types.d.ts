// The nouns of the page: what travels in it (payload.py), the filter state, what is drawn, and the one global that every
// script adds to. Leaflet carries no types of its own here; maps and layers of Leaflet's are `any`.

/** Whole numbers, one an event: a plain list or a typed array. */
type Column = ArrayLike<number> & Iterable<number>;
/** Strings read one by one: a plain list, or a table of packed bytes. */
interface Strings {
  readonly length: number;
  at(i: number): any;
  indexOf(text: string): number;
}

interface Group {
  key: string;
  label: string;
  color: string;
  dark: string;
  shape: string;
  types: string[];
}
interface DocumentRow {
  id: string;
  title: string;
  source: string;
  url: string;
  published: string;
  error?: string;
  excerpts?: Piece[][];
  whole?: boolean;
}
interface PlaceMark {
  kind: string;
  name: string;
  country?: string;
  lon?: number;
  lat?: number;
}
type Piece = [PlaceMark | null, string];
interface MentionRow {
  name: string;
  country: string;
  lon: number;
  lat: number;
  count: number;
  documents: number[];
}
interface RelationRow {
  shape: number;
  relation: string;
  lon: number;
  lat: number;
  said: string[];
  documents: number[];
  events: number[];
}
interface ShapeRow {
  areas: number[][][];
  lines: number[][];
}
interface EvidenceRow {
  document: number;
  pieces: Array<[string, string]>;
}
interface RunnerUp {
  id: string;
  name: string;
  country: string;
  lon: number;
  lat: number;
  score: number;
  why: string[];
}
interface Contested {
  governs: string[];
  claims: string[];
  since?: string;
  note?: string;
}

/** What a card tells besides the columns; what is empty is left out. */
interface Detail {
  actors?: Array<[string, string, string]>;
  evidence?: EvidenceRow[];
  reports?: number[];
  mode?: string;
  context?: string;
  edtf?: string;
  admin1?: string;
  place_id?: string;
  when_why?: string[];
  where_why?: string[];
  relation?: string;
  runners_up?: RunnerUp[];
  contested?: Contested;
  attributed_to?: string;
  disagreements?: string[];
  correct?: string;
  corrected?: string[];
}

interface Data {
  version: number;
  title: string;
  count: number;
  per_day: number;
  attribution: string[];
  detail: "full" | "brief" | "bare";
  groups: Group[];
  types: string[];
  statuses: string[];
  ids: Strings;
  strings: Strings;
  details: Strings;
  documents: DocumentRow[];
  mentions: MentionRow[];
  relations: RelationRow[];
  shapes: ShapeRow[];
  columns: Record<string, any>;
}

interface Layers {
  areas: boolean;
  relations: boolean;
  mentions: boolean;
  labels: boolean;
}

/** The one filter state. Times are steps of the store's clock, both ends inclusive. */
interface State {
  groups: boolean[];
  statuses: boolean[];
  from: number;
  to: number;
  confidence: number;
  precision: number;
  actor: string;
  source: string;
  text: string;
  layers: Layers;
  selected: number;
}

interface Keyed {
  at: Uint32Array;
  keys: Column;
}
interface Span {
  from: number;
  to: number;
}
type Facet = "group" | "status" | "actor" | "source";
interface Short {
  short?: boolean;
}

interface Store {
  data: Data;
  n: number;
  columns: Record<string, any>;
  clock: Clock;
  group: Uint8Array;
  firsts: Int32Array;
  lasts: Int32Array;
  actorsOf: Keyed;
  sourcesOf: Keyed;
  span: Span | null;
  actors: number[];
  sources: number[];
  visible: Int32Array;
  revision: number;
  defaultLayers: string;
  state: State;
  readonly filtered: boolean;
  initial(): State;
  string(k: number): string;
  first(i: number): number;
  last(i: number): number;
  id(i: number): string;
  title(i: number): string;
  place(i: number): string;
  country(i: number): string;
  status(i: number): string;
  groupAt(i: number): Group;
  placed(i: number): boolean;
  latlng(i: number): [number, number];
  when(i: number, how?: Short): string;
  passes(i: number): boolean;
  passesButTime(i: number): boolean;
  detail(i: number): Detail;
  on(listener: (change: Set<string>) => void): void;
  set(change: Partial<State>): void;
  reset(): void;
  facet(name: Facet): Uint32Array;
}

interface GridStep {
  unit: string;
  count: number;
}
interface Clock {
  perDay: number;
  readonly steps: string[];
  day(at: number): number;
  minute(at: number): number;
  iso(at: number): string;
  parse(text: string, last?: boolean): number;
  range(start: number, end: number, how?: Short): string;
  floor(at: number, step: GridStep, by?: number): number;
  choose(length: number): string;
  ticks(from: number, to: number, width: number): Array<{ day: number; label: string }>;
}

/** A canvas that covers the view: sizes in CSS pixels, edges in world pixels of zoom 0. */
interface View {
  zoom: number;
  scale: number;
  ratio: number;
  width: number;
  height: number;
  left: number;
  top: number;
  west: number;
  north: number;
  east: number;
  south: number;
  x(wx: number): number;
  y(wy: number): number;
}
interface Shape {
  wide: boolean;
  vast: boolean;
  area: Path2D | null;
  line: Path2D | null;
}
interface RelationName {
  text: string;
  x: number;
  y: number;
  box: number[];
}
interface Point {
  x: number;
  y: number;
}
/** A mark as drawn: one event, or a cluster of several. */
interface Drawn {
  x: number;
  y: number;
  gy: number;
  r: number;
  n: number;
  first: number;
  kinds: number[];
  members(): number[];
  beside?: boolean;
}
interface Bar {
  i: number;
  x1: number;
  x2: number;
  y: number;
  high: number;
}
type Theme = Record<string, string> & { dark: any };

interface EventView {
  areaSheet: any;
  fan: { members: number[]; wx: number; wy: number } | null;
  map: any;
  store: Store;
  wx: Float64Array;
  wy: Float64Array;
  shapes: any;
  drawn: Drawn[];
  glyphSheet: any;
  later(): void;
  fit(): void;
  show(i: number): void;
  outline(i: number, zoom: number): Path2D | null;
  markBoxes(view: View): number[][];
  boxes(ctx: CanvasRenderingContext2D, view: View): number[][];
  onArranged(arranger: () => void): void;
}

/** A map with the parts that share its state. */
interface Desk {
  map: any;
  store: Store;
  root: HTMLElement;
  ready: Promise<Store>;
  open(store: Store): void;
  expected?: boolean;
  view: EventView;
  ground?: Promise<any>;
  outline?: (code: string, zoom: number) => Path2D | null;
  address?: string;
  placedByAddress?: boolean;
  popup?: any;
  opening?: boolean;
  back?: HTMLElement | null;
  shown?: number[];
  panel?: { open(number: number, from?: HTMLElement): void; toggle(from: HTMLElement): void };
  brush?: any;
  list?: any;
  bar?: any;
  layers?: any;
}

interface Geomap {
  strings: any;
  number(n: number): string;
  country(code: string): string;
  dates: {
    NONE: number;
    civil(day: number): { y: number; m: number; d: number };
    dayOf(y: number, m: number, d: number): number;
    iso(day: number): string;
    parse(text: string): number;
    range(start: number, end: number, how?: Short): string;
  };
  Clock: new (perDay: number) => Clock;
  STEPS: Record<string, GridStep>;
  el(tag: string, className?: string, text?: string | null, attributes?: Record<string, string>): HTMLElement;
  quote(text: string, className?: string): HTMLElement;
  link(url: string, label: string): HTMLElement | null;
  say(text: string): void;
  copy(text: string): Promise<void>;
  still(): boolean;
  calmly(act: () => void, gap: number): () => void;
  nextFrame(act: () => void): () => void;
  read(id: string): Promise<any>;
  Table: new (bytes: Uint8Array, lengths: ArrayLike<number>) => Strings;
  fold(text: string): string;
  Search: new (store: any) => { find(text: string): Uint8Array | null };
  Store: new (data: Data) => Store;
  desk(map: any): Desk;
  desks: Desk[];
  keepAddress(desk: Desk, store: Store): void;
  glyphs: {
    draw(
      ctx: CanvasRenderingContext2D,
      group: Group,
      status: string,
      x: number,
      y: number,
      r: number,
      theme: Theme,
    ): void;
    look(status: string): { hollow: boolean; dashed: boolean; struck: boolean; ring: boolean };
    svg(group: Group, status: string): SVGElement;
  };
  groupColor(group: Group, theme: Theme): string;
  theme(): Theme;
  setTheme(name: string): void;
  onTheme(listener: () => void): void;
  worldX(lon: number): number;
  worldY(lat: number): number;
  turns(view: View): number[];
  sheet(map: any, pane: string, level: number, paint: (ctx: CanvasRenderingContext2D, view: View) => void): any;
  tracePath(coded: number[][], closed: boolean): Path2D;
  MOST_FANNED: number;
  overlap(a: number[], b: number[]): boolean;
  relationNames: {
    place(ctx: CanvasRenderingContext2D, rows: RelationRow[], view: View, taken: number[][]): RelationName[];
    paint(ctx: CanvasRenderingContext2D, names: RelationName[], theme: Theme): void;
  };
  pointing(view: EventView): void;
  levelOf(zoom: number): number;
  Ground: new (told: any) => {
    outline(code: string, zoom: number): Path2D | null;
    paint(ctx: CanvasRenderingContext2D, view: View): void;
  };
  Labels: new (told: any) => { paint(ctx: CanvasRenderingContext2D, view: View, taken: number[][]): void };
  cluster(store: Store, wx: Float64Array, wy: Float64Array, view: View, reach: number): Drawn[];
  Shapes: new (view: any) => any;
  marks: {
    RADIUS: number;
    alone(i: number, x: number, y: number): Drawn;
    beside(item: Drawn): Drawn[];
    box(item: Drawn, store: Store): number[];
    chosen(ctx: CanvasRenderingContext2D, x: number, y: number, theme: Theme): void;
    cluster(ctx: CanvasRenderingContext2D, item: Drawn, store: Store, theme: Theme): void;
    fan(ctx: CanvasRenderingContext2D, members: number[], cx: number, cy: number, store: Store, theme: Theme): Drawn[];
    one(ctx: CanvasRenderingContext2D, item: Drawn, store: Store, theme: Theme): void;
  };
  control(map: any, position: string, node: HTMLElement): any;
  slot(map: any, options: { slot?: string }, className: string, position: string): HTMLElement;
  openLayers(desk: Desk, store: Store, shown: string[]): void;
  evidence: {
    bullets(lines: string[]): HTMLElement;
    evidence(desk: Desk, store: Store, i: number): HTMLElement[];
    fold(title: string, content: Node[]): HTMLElement;
    marked(pieces: Array<[string, string]>): HTMLElement;
    reports(store: Store, i: number): HTMLElement[];
  };
  reasons: {
    contested(told?: Contested): HTMLElement | null;
    why(detail: Detail): HTMLElement | null;
    wrong(store: Store, i: number): HTMLElement | null;
  };
  cards: {
    content(desk: Desk, store: Store, i: number): HTMLElement;
    whenWords(store: Store, i: number): string;
    sureWords(store: Store, i: number): string;
  };
  card: Geomap["cards"] & {
    open(map: any, store: Store, members: number[], latlng: any, how?: { focus?: boolean; back?: HTMLElement }): void;
    show(desk: Desk, i: number, how?: { focus?: boolean; back?: HTMLElement }): void;
  };
  Timeline: new (store: Store, canvas: HTMLCanvasElement) => any;
  download(store: Store, kind: string): void;
  exports: { toCSV(store: Store): string; toGeoJSON(store: Store): string };
  printing(desk: Desk): void;
  drawer(): void;
  drawIn(): void;
  addEvents(map: any, options: any): void;
  addBasemap(map: any, options: any): void;
  addBrush(map: any, options: any): void;
  addLayers(map: any, options: any): void;
  addList(map: any, options: any): void;
  addFilters(map: any, options: any): void;
  addSources(map: any, options: any): void;
  addLayout(map: any, options: { most_zoom: number }): void;
}

interface Window {
  geomap: Geomap;
  L: any;
}
