/** The words of calendars of records, English. */
export const dates = {
  dates: {
    by: "Date field of the calendar",
    title: "Calendar of {{label}}",
    noField: "There is no date field",
    noFieldLead: "A calendar needs a date, or a date and time.",
    month: "Month",
    week: "Week",
    today: "Today",
    previous: "Previous",
    next: "Next",
    more: "{{count}} more",
    tooMany: "There are more than {{count}} records here. The first {{count}} are shown.",
    move: "Change the day",
    moveTitle: "Change {{label}} of “{{name}}”",
    moved: "Moved to {{day}}.",
    open: "Open the record",
    stamp: "This day is set automatically and cannot be moved.",
    closed: "closed",
  },
};
