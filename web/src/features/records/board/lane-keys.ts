import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

/** Before a lane's value, in the names of places to drop. */
export const LANE = "lane:";

/** A card that was lifted by keyboard goes from lane to lane. */
export const sideways: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const { collisionRect, droppableRects, droppableContainers } = context;
  if (!collisionRect) return undefined;
  const lanes = droppableContainers
    .getEnabled()
    .flatMap(({ id }) => {
      const rect = droppableRects.get(id);
      return rect ? [rect] : [];
    })
    .sort((a, b) => a.left - b.left);
  const middle = collisionRect.left + collisionRect.width / 2;
  const place = lanes.findIndex(({ left, right }) => left <= middle && middle <= right);
  const next = lanes[place < 0 ? 0 : place + step];
  if (!next) return undefined;
  const x = next.left + (next.width - collisionRect.width) / 2;
  return { x, y: Math.max(next.top + 8, Math.min(currentCoordinates.y, next.bottom - 40)) };
};
