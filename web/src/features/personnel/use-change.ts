import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PERSONNEL_KEY } from "@/api/personnel";
import { say } from "@/ui/said";

/** Runs something that changes what is prepared; then closes, tells, and reads again. */
export function useChange<T>(
  run: (value: T) => Promise<void>,
  said: string,
  onClose: () => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      onClose();
      say(said);
      await client.invalidateQueries({ queryKey: PERSONNEL_KEY });
      void client.invalidateQueries({ queryKey: ["people"] });
    },
  });
}
