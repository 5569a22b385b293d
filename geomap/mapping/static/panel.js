// @ts-check
// The articles behind the events, excerpts or whole, with every place marked; a click flies there.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;
  const MOST = 300;

  class Panel {
    /** @param {Desk} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      this.root = root;
      root.hidden = true;
      root.setAttribute("aria-label", t.articles);
      const head = el("div", "gm-panel-head");
      const close = el("button", "gm-close", "×", { type: "button", "aria-label": t.close });
      close.addEventListener("click", () => this.close());
      this.heading = el("h2", "", `${t.articles} (${geomap.number(this.store.data.documents.length)})`, {
        tabindex: "-1",
      });
      head.append(this.heading, close);
      this.body = el("div", "gm-panel-body", null, { tabindex: "0", role: "region", "aria-label": t.articles });
      root.append(head, this.body);
      root.addEventListener("keydown", (event) => {
        if (/** @type {KeyboardEvent} */ (event).key === "Escape") this.close();
      });
    }

    /** @param {HTMLElement} from */
    toggle(from) {
      if (this.root.hidden) this.open(-1, from);
      else this.close();
    }

    /** @param {number} number @param {HTMLElement} [from] */
    open(number, from) {
      this.back = from || /** @type {HTMLElement} */ (document.activeElement);
      if (!this.body.childNodes.length) this.fill();
      this.root.hidden = false;
      const card = number >= 0 ? this.body.querySelector(`[data-document="${number}"]`) : null;
      for (const other of this.body.querySelectorAll(".gm-here")) other.classList.remove("gm-here");
      if (card) {
        card.classList.add("gm-here");
        card.scrollIntoView({ block: "start" });
      }
      this.heading.focus({ preventScroll: true });
      this.desk.map.invalidateSize();
    }

    close() {
      this.root.hidden = true;
      this.desk.map.invalidateSize();
      if (this.back && this.back.isConnected) this.back.focus();
    }

    fill() {
      const made = document.createDocumentFragment();
      this.store.data.documents
        .slice(0, MOST)
        .forEach((/** @type {any} */ told, /** @type {number} */ k) => made.append(this.article(told, k)));
      if (this.store.data.documents.length > MOST)
        made.append(el("p", "gm-quiet", `… ${t.moreEvidence(this.store.data.documents.length - MOST)}`));
      this.body.append(made);
    }

    /** @param {any} told @param {number} number */
    article(told, number) {
      const root = el("article", "gm-article", null, { "data-document": String(number) });
      const heading = el("h3");
      heading.append(quote(told.title || told.id));
      root.append(heading);
      const day = geomap.dates.parse(told.published);
      const bits = [told.source, day === geomap.dates.NONE ? "" : geomap.dates.range(day, day)].filter(Boolean);
      const line = el("p", "gm-quiet", bits.join(" · "));
      const link = geomap.link(told.url, t.source);
      if (link) line.append(bits.length ? " · " : "", link);
      if (line.childNodes.length) root.append(line);
      if (told.error) root.append(el("p", "gm-note", `${t.failed}: ${told.error}`));
      for (const pieces of told.excerpts || []) root.append(this.excerpt(pieces, told.whole));
      if (!told.error && !(told.excerpts || []).length) root.append(el("p", "gm-quiet", t.noExcerpt));
      return root;
    }

    /** @param {Array<[any, string]>} pieces @param {boolean} whole */
    excerpt(pieces, whole) {
      const root = el("div", whole ? "gm-text" : "gm-text gm-excerpt", null, { dir: "auto" });
      for (const [mark, text] of pieces) {
        if (!mark) root.append(text);
        else if (mark.lon === undefined)
          root.append(el("mark", "gm-mark gm-mark-nil", text, { title: `${t.precision[0]}` }));
        else {
          const button = el("button", "gm-mark gm-mark-place gm-fly", text, {
            type: "button",
            title: [mark.name, geomap.country(mark.country || "")].filter(Boolean).join(", "),
          });
          button.addEventListener("click", () =>
            this.desk.map.setView([mark.lat, mark.lon], Math.max(6, this.desk.map.getZoom()), {
              animate: !geomap.still(),
            }),
          );
          root.append(button);
        }
      }
      return root;
    }
  }

  /** @param {any} map @param {{slot?: string}} options */
  geomap.addSources = (map, options) => {
    const desk = geomap.desk(map);
    const root = geomap.slot(map, options, "gm-sources", "bottomright");
    desk.ready.then(() => (desk.panel = new Panel(desk, root)));
  };
})(window.geomap);
