using Goldthread.Domain.Admin;

namespace Goldthread.Domain.SetUp;

/// <summary>What a new board has so far. Counts are of what exists today.</summary>
/// <param name="IsNamed">It has a name of its own, and whom to ring about a child.</param>
/// <param name="Organisations">Organisations.</param>
/// <param name="HasOffice">One of them is the board's own office.</param>
/// <param name="Groups">Groups.</param>
/// <param name="People">People.</param>
/// <param name="Administrators">People who can sign in and run the system.</param>
/// <param name="Priorities">Priorities in force.</param>
/// <param name="Themes">Themes in use.</param>
/// <param name="Recommendations">Recommendations.</param>
public sealed record BoardSoFar(bool IsNamed, int Organisations, bool HasOffice, int Groups, int People, int Administrators, int Priorities, int Themes, int Recommendations);

/// <summary>How far one step is.</summary>
public enum StepState
{
    /// <summary>Nothing is there.</summary>
    ToDo,
    /// <summary>Something is there, and something that every board needs is not.</summary>
    Begun,
    /// <summary>It has what it needs. More can be added on any day.</summary>
    Done,
}

/// <summary>One step of setting a board up.</summary>
/// <param name="Title">What is to be done.</param>
/// <param name="Hint">What it is good for, and what is missing.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="State">How far it is.</param>
/// <param name="Count">How many there are; null where nothing is counted.</param>
/// <param name="IsNeeded">No board can work without; the others may stay empty.</param>
/// <param name="Needs">What one must be allowed to do it; null for whoever sets up at all.</param>
public sealed record SetUpStep(string Title, string Hint, string Address, StepState State, int? Count, bool IsNeeded, Right? Needs = null);

/// <summary>The way from an empty folder to a board that works. How far it is follows from what the board has, so that it can be left
/// and taken up again at any step, by anyone who may, in any order.</summary>
public static class SetUpSteps
{
    /// <summary>The steps with their state.</summary>
    public static IReadOnlyList<SetUpStep> For(BoardSoFar board, Words words)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            new($"Name and profile of the {words.BodyShort}", "What it is called, the words its pages speak, its area, and whom to ring about a child.", "/settings", board.IsNamed ? StepState.Done : StepState.ToDo, null, true, Right.RunTheSystem),
            new("Organisations", board.Organisations > 0 && !board.HasOffice ? $"The {words.BodyShort}’s own office is missing: add it, with the kind “Board office”." : "Every agency with the basis of its duty; a council’s services that answer for themselves stand under it.",
                "/organisations/new", board.Organisations == 0 ? StepState.ToDo : board.HasOffice ? StepState.Done : StepState.Begun, board.Organisations, true),
            new("Groups", $"The {words.BodyShort} itself, its executive, its sub-groups: who owns what is found and asked for.", "/groups/new", Some(board.Groups), board.Groups, true),
            new("People and roles", board.Administrators < 2 ? "Only one person can run the system: give somebody else the role of administrator too, for the day you are away." : "Who works with you, what each may do, and an invitation by e-mail.",
                "/people/new", board.People < 2 ? StepState.ToDo : board.Administrators < 2 ? StepState.Begun : StepState.Done, board.People, true),
            new("Priorities", "What will be better for children, and in which years.", "/structure/priorities", Some(board.Priorities), board.Priorities, false),
            new("Themes", "The one list that evidence of every kind is tagged with.", "/structure/themes", Some(board.Themes), board.Themes, true),
            new("Open recommendations and actions", "Bring them over from the tracker you have, or go on without.", "/set-up/tracker", Some(board.Recommendations), board.Recommendations, false, Right.ActOnBehalf),
        ];
    }

    /// <summary>Why it can't be called finished: steps that no board can do without.</summary>
    public static IReadOnlyList<Problem> CanFinish(IReadOnlyList<SetUpStep> steps) =>
        [.. steps.Where(step => step.IsNeeded && step.State == StepState.ToDo).Select(step => new Problem("", $"{step.Title}: do this first, no board works without"))];

    private static StepState Some(int count) => count > 0 ? StepState.Done : StepState.ToDo;
}
