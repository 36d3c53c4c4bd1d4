using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Governance;

/// <summary>What the board is called, which words it speaks, and where to turn with a worry about a child now.</summary>
public sealed class BoardSettings : Record
{
    /// <summary>Name of the board.</summary>
    public string Name { get; private set; } = "Safeguarding board";

    /// <summary>Code of its <see cref="Domain.Words"/>.</summary>
    public string Vocabulary { get; private set; } = Words.Lscb.Code;

    /// <summary>Name of the area it answers for.</summary>
    public string Area { get; private set; } = "";

    /// <summary>Whom to ring about a child now, with the number, in office hours.</summary>
    public string WorryInHours { get; private set; } = "";

    /// <summary>The same at other times.</summary>
    public string WorryOutOfHours { get; private set; } = "";

    /// <summary>Who answers questions about the site: shown on the privacy and accessibility pages.</summary>
    public string Contact { get; private set; } = "";

    /// <summary>Who must have a second factor; in a demonstration nobody.</summary>
    public SecondFactorFor SecondFactor { get; private set; } = SecondFactorFor.Everyone;

    /// <summary>Minutes without use after which a session ends.</summary>
    public int IdleMinutes { get; private set; } = 30;

    /// <summary>Hours after which a session ends, used or not.</summary>
    public int LongestHours { get; private set; } = 10;

    /// <summary>When its set-up was called finished; null while it goes on.</summary>
    public DateOnly? SetUpOn { get; private set; }

    /// <summary>Days before an answer is due on which it is recalled.</summary>
    public int AnswerDaysBefore { get; private set; } = ReminderDays.Usual.Before;

    /// <summary>Days between reminders of a late answer.</summary>
    public int AnswerDaysBetween { get; private set; } = ReminderDays.Usual.Between;

    /// <summary>Days before an action is due on which it is recalled.</summary>
    public int ActionDaysBefore { get; private set; } = ReminderDays.Usual.Before;

    /// <summary>Days between reminders of a late action.</summary>
    public int ActionDaysBetween { get; private set; } = ReminderDays.Usual.Between;

    /// <summary>Days before impact is to be judged on which that is recalled.</summary>
    public int CheckDaysBefore { get; private set; } = ReminderDays.Usual.Before;

    /// <summary>Days between reminders of a late judgement.</summary>
    public int CheckDaysBetween { get; private set; } = ReminderDays.Usual.Between;

    /// <summary>Days before evidence lapses on which that is recalled.</summary>
    public int EvidenceDaysBefore { get; private set; } = ReminderDays.Usual.Before;

    /// <summary>Days between reminders of evidence that has lapsed.</summary>
    public int EvidenceDaysBetween { get; private set; } = ReminderDays.Usual.Between;

    /// <summary>Days before a meeting on which it is recalled.</summary>
    public int MeetingDaysBefore { get; private set; } = ReminderDays.Usual.Before;

    /// <summary>Shows invented people and doings beside real figures; a banner on every page says so.</summary>
    public bool IsDemonstration { get; private set; }

    /// <summary>Changes them.</summary>
    public void Describe(string name, string vocabulary, string area, string worryInHours, string worryOutOfHours, string contact) =>
        (Name, Vocabulary, Area, WorryInHours, WorryOutOfHours, Contact) = (name, vocabulary, area, worryInHours, worryOutOfHours, contact);

    /// <summary>Says who must have a second factor and how long a session lasts; changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> DecideSignIn(SecondFactorFor whom, int? idleMinutes, int? longestHours)
    {
        var problems = SignInRules.CheckLimits(idleMinutes, longestHours);
        if (problems.Count == 0) (SecondFactor, IdleMinutes, LongestHours) = (whom, idleMinutes!.Value, longestHours!.Value);
        return problems;
    }

    /// <summary>Calls the set-up finished.</summary>
    public void FinishSetUp(DateOnly today) => SetUpOn ??= today;

    /// <summary>When things of a kind are recalled.</summary>
    public ReminderDays RemindersOf(ReminderKind kind) => kind switch
    {
        ReminderKind.Answer => new(AnswerDaysBefore, AnswerDaysBetween),
        ReminderKind.Action => new(ActionDaysBefore, ActionDaysBetween),
        ReminderKind.Check => new(CheckDaysBefore, CheckDaysBetween),
        ReminderKind.Evidence => new(EvidenceDaysBefore, EvidenceDaysBetween),
        ReminderKind.Meeting => ReminderDays.Usual with { Before = MeetingDaysBefore },
    };

    /// <summary>Says when things of a kind are recalled; changes nothing when it answers with problems.</summary>
    public IReadOnlyList<Problem> DecideReminders(ReminderKind kind, int? before, int? between)
    {
        var problems = Reminders.Check(kind, before, between);
        if (problems.Count > 0) return problems;
        switch (kind)
        {
            case ReminderKind.Answer: (AnswerDaysBefore, AnswerDaysBetween) = (before!.Value, between!.Value); break;
            case ReminderKind.Action: (ActionDaysBefore, ActionDaysBetween) = (before!.Value, between!.Value); break;
            case ReminderKind.Check: (CheckDaysBefore, CheckDaysBetween) = (before!.Value, between!.Value); break;
            case ReminderKind.Evidence: (EvidenceDaysBefore, EvidenceDaysBetween) = (before!.Value, between!.Value); break;
            case ReminderKind.Meeting: MeetingDaysBefore = before!.Value; break;
        }
        return problems;
    }

    /// <summary>Marks the board as a demonstration, for good.</summary>
    public void MarkAsDemonstration() => IsDemonstration = true;
}
