/** How far outside of what is shown counts as about to be seen. */
const AHEAD = "300px";

/** An attachment that calls back once, when its element comes into view or is about to. */
export function whenSeen(onseen: () => void): (node: Element) => () => void {
  return (node) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        onseen();
      },
      { scrollMargin: AHEAD },
    );
    observer.observe(node);
    return () => observer.disconnect();
  };
}
