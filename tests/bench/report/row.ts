import type { Measured, Spread } from "./statistics.ts";

/** One line of the table, one entry of `rows` in the JSON. */
export interface Row {
  /** group/what/against, unique. */
  readonly name: string;
  readonly ours: number;
  /** Null where the peer is not installed, and where there is none (peerName null). */
  readonly peer: number | null;
  readonly peerName: string | null;
  readonly unit: string;
  /** In the sense of the goal: ours/peer where ours may take so many times as long at most, peer/ours where it must be so many times quicker. */
  readonly ratio: number | null;
  /** "ours/peer <= 2", "peer/ours >= 50" or "ours <= 5 ms". */
  readonly goal: string;
  /** Null: not known, since the peer is missing. */
  readonly meets: boolean | null;
  /** First and third quartile of what the medians were taken from. */
  readonly spread: { readonly ours: Spread; readonly peer: Spread | null };
}

interface Sides {
  readonly name: string;
  readonly unit: string;
  readonly ours: Measured;
  /** Null: not installed here. */
  readonly peer: Measured | null;
  readonly peerName: string;
}

/** Ours may take `limit` times as long (or be so many times as large) as the peer, not more. */
export function atMost(limit: number, sides: Sides): Row {
  const ratio = sides.peer === null ? null : sides.ours.median / sides.peer.median;
  return compare(sides, ratio, `ours/peer <= ${limit}`, ratio === null ? null : ratio <= limit);
}

/** Ours must be `limit` times as quick as the peer, or more. */
export function atLeast(limit: number, sides: Sides): Row {
  const ratio = sides.peer === null ? null : sides.peer.median / sides.ours.median;
  return compare(sides, ratio, `peer/ours >= ${limit}`, ratio === null ? null : ratio >= limit);
}

/** An absolute limit, in the row's unit; a peer is shown beside it if there is one. */
export function within(
  limit: number,
  row: { readonly name: string; readonly unit: string; readonly ours: Measured } & Partial<Sides>,
): Row {
  const { name, unit, ours, peer = null, peerName = null } = row;
  return {
    name,
    ours: ours.median,
    peer: peer?.median ?? null,
    peerName,
    unit,
    ratio: peer === null ? null : peer.median / ours.median,
    goal: `ours <= ${limit} ${unit}`,
    meets: ours.median <= limit,
    spread: { ours: ours.spread, peer: peer?.spread ?? null },
  };
}

function compare(
  { name, unit, ours, peer, peerName }: Sides,
  ratio: number | null,
  goal: string,
  meets: boolean | null,
): Row {
  return {
    name,
    ours: ours.median,
    peer: peer?.median ?? null,
    peerName,
    unit,
    ratio,
    goal,
    meets,
    spread: { ours: ours.spread, peer: peer?.spread ?? null },
  };
}
