namespace Goldthread.Domain.Thread;

/// <summary>Every way in which the thread can break (A10).</summary>
public enum LooseEnd
{
    /// <summary>A finding, strengths apart, with no recommendation and no recorded reason for none.</summary>
    FindingWithoutRecommendation,
    /// <summary>A finding with no evidence, unless its source is held elsewhere.</summary>
    FindingWithoutEvidence,
    /// <summary>Somebody asked has not answered in time.</summary>
    NoResponse,
    /// <summary>An open recommendation, accepted by somebody, with no action.</summary>
    RecommendationWithoutAction,
    /// <summary>An open recommendation with no impact test.</summary>
    RecommendationWithoutImpactTest,
    /// <summary>An open action without a person or post to carry it, or without a date.</summary>
    ActionWithoutOwnerOrDate,
    /// <summary>An open action past its date.</summary>
    ActionOverdue,
    /// <summary>An open action of which nothing was heard for <see cref="ActionRules.QuietDays"/>.</summary>
    ActionStuck,
    /// <summary>Reported done, not accepted.</summary>
    ActionNotAccepted,
    /// <summary>The date of the check has passed without a verdict.</summary>
    ImpactNotJudged,
    /// <summary>Judged "no change" or "worse", with the recommendation left closed or nothing new begun.</summary>
    ImpactWithoutMovement,
    /// <summary>A theme or priority with no evidence in a volume.</summary>
    SilentTheme,
}

/// <summary>Loose ends in words.</summary>
public static class LooseEnds
{
    /// <summary>Said where a reader who sees only a part of the records finds nothing: the same words whether there is
    /// nothing or something that is not for him.</summary>
    public const string Unseen = "Nothing here that you can see";

    /// <summary>The break is that something is not there. Whoever sees only a part of the records is not told of such
    /// breaks, for what he misses may be hidden from him; the others stand on the record itself.</summary>
    public static bool RestsOnAbsence(LooseEnd end) => end switch
    {
        LooseEnd.FindingWithoutRecommendation or LooseEnd.FindingWithoutEvidence or LooseEnd.RecommendationWithoutAction
            or LooseEnd.RecommendationWithoutImpactTest or LooseEnd.ImpactWithoutMovement or LooseEnd.SilentTheme => true,
        LooseEnd.NoResponse or LooseEnd.ActionWithoutOwnerOrDate or LooseEnd.ActionOverdue or LooseEnd.ActionStuck
            or LooseEnd.ActionNotAccepted or LooseEnd.ImpactNotJudged => false,
    };

    /// <summary>Whether this reader may be told of such breaks.</summary>
    public static bool MayBeTold(LooseEnd end, Viewer reader) => MayBeTold(end, reader.SeesTheBoard);

    /// <inheritdoc cref="MayBeTold(LooseEnd, Viewer)"/>
    internal static bool MayBeTold(LooseEnd end, bool seesTheBoard) => seesTheBoard || !RestsOnAbsence(end);

    /// <summary>The heading of a list of such breaks.</summary>
    public static string Name(LooseEnd end) => end switch
    {
        LooseEnd.FindingWithoutRecommendation => "Findings that lead nowhere",
        LooseEnd.FindingWithoutEvidence => "Findings without evidence",
        LooseEnd.NoResponse => "Recommendations without an answer",
        LooseEnd.RecommendationWithoutAction => "Recommendations without an action",
        LooseEnd.RecommendationWithoutImpactTest => "Recommendations without an impact test",
        LooseEnd.ActionWithoutOwnerOrDate => "Actions with no named person or no date",
        LooseEnd.ActionOverdue => "Overdue actions",
        LooseEnd.ActionStuck => "Actions gone quiet",
        LooseEnd.ActionNotAccepted => "Done, waiting to be accepted",
        LooseEnd.ImpactNotJudged => "Impact not judged",
        LooseEnd.ImpactWithoutMovement => "Impact without movement",
        LooseEnd.SilentTheme => "Themes with silent volumes",
    };

    /// <summary>What the break means, in a sentence.</summary>
    public static string Explain(LooseEnd end) => end switch
    {
        LooseEnd.FindingWithoutRecommendation => "No recommendation, and no reason recorded for none. Strengths need neither.",
        LooseEnd.FindingWithoutEvidence => "Nothing says what the finding rests on.",
        LooseEnd.NoResponse => "Asked, and the date for the answer has passed.",
        LooseEnd.RecommendationWithoutAction => "Accepted, and nothing is planned.",
        LooseEnd.RecommendationWithoutImpactTest => "Nobody has said how a difference for children will be seen.",
        LooseEnd.ActionWithoutOwnerOrDate => "An agency or group has it, but has named nobody to carry it, or no date is set.",
        LooseEnd.ActionOverdue => "The due date has passed.",
        LooseEnd.ActionStuck => $"No word from its owner for {ActionRules.QuietDays} days.",
        LooseEnd.ActionNotAccepted => "Its owner says it is done; the group has not decided.",
        LooseEnd.ImpactNotJudged => "The date of the check has passed without a verdict.",
        LooseEnd.ImpactWithoutMovement => "Judged no change or worse, and nothing new has begun.",
        LooseEnd.SilentTheme => "No evidence on these themes in one or more volumes of the library.",
    };
}
