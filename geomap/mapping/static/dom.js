// @ts-check
// Elements, links, the clipboard, and what screen readers are told. Text is always set as text; nothing here reads HTML.
(function (geomap) {
  "use strict";

  /** @param {string} tag @param {string} [className] @param {string | null} [text] @param {Record<string, string>} [attributes] */
  geomap.el = (tag, className, text, attributes) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  };

  /** Text of an article, kept from turning its surroundings around. @param {string} text @param {string} [className] */
  geomap.quote = (text, className) => geomap.el("bdi", className, text, { dir: "auto" });

  /** Only plain http and https become links; everything else stays text. @param {string} url @param {string} label */
  geomap.link = (url, label) => {
    if (!/^https?:\/\//i.test(url)) return null;
    return geomap.el("a", "gm-link", label, { href: url, target: "_blank", rel: "noopener noreferrer" });
  };

  /** Say something to screen readers. @param {string} text */
  geomap.say = (text) => {
    const box =
      document.getElementById("gm-live") ||
      document.body.appendChild(
        geomap.el("div", "gm-offscreen", null, { id: "gm-live", "aria-live": "polite", role: "status" }),
      );
    box.textContent = text;
  };

  /** Copy text, also where the clipboard's own interface is closed (a frame, an old browser). @param {string} text */
  geomap.copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = /** @type {HTMLTextAreaElement} */ (geomap.el("textarea", "gm-offscreen"));
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  /** Whether the reader asked for things to stand still. */
  geomap.still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** At once, then no oftener than every so many milliseconds: the last call is never lost. @param {() => void} act @param {number} gap */
  geomap.calmly = (act, gap) => {
    let last = -Infinity,
      waiting = 0;
    const run = () => {
      waiting = 0;
      last = performance.now();
      act();
    };
    return () => {
      const rest = last + gap - performance.now();
      if (waiting) return;
      if (rest <= 0) run();
      else waiting = window.setTimeout(run, rest);
    };
  };

  /** One frame later, the latest call only. @param {() => void} act */
  geomap.nextFrame = (act) => {
    let waiting = 0;
    return () => {
      if (waiting) return;
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        act();
      });
    };
  };
})(window.geomap);
