namespace Goldthread.Web.Features.Shared;

/// <summary>What people call the fields of a record: in its history, and where two people's versions stand side by side.
/// A field that is not named here is its own name in words.</summary>
public static class FieldWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["AcceptedById"] = "Group that accepts it",
        ["AccessListId"] = "Readers",
        ["Answer"] = "Answer",
        ["AnswerBy"] = "Answer due",
        ["AskedId"] = "Who is asked",
        ["At"] = "When",
        ["By"] = "By whom",
        ["CheckOn"] = "To be looked at on",
        ["ClosedBy"] = "Closed by",
        ["Confidentiality"] = "Who may see it",
        ["Detail"] = "More about it",
        ["DifferenceForChildren"] = "What will be different for children",
        ["Due"] = "Due date",
        ["FirstDue"] = "First due date",
        ["GoneBy"] = "Taken out of the lists by",
        ["GoneOn"] = "Taken out of the lists on",
        ["GoneReason"] = "Why it was taken out of the lists",
        ["HowSeen"] = "What will be looked at",
        ["IndicatorId"] = "Indicator",
        ["KeeperId"] = "Who looks after it",
        ["KeepUntil"] = "To be rested on until",
        ["FileNumber"] = "Version of the file",
        ["Evidence.OwnerId"] = "Who looks after it",
        ["StoredFile.Why"] = "Why it was replaced",
        ["StoredFile.Number"] = "Version",
        ["LastHeardOn"] = "Last word from its owner",
        ["Meets"] = "How often it meets",
        ["MeaningForChildren"] = "What it means for children",
        ["Mechanism"] = "By what means",
        ["MergedIntoId"] = "Merged into",
        ["NoRecommendationReason"] = "Why nothing is recommended",
        ["On"] = "When",
        ["OnBehalf"] = "Taken down on behalf",
        ["Outcome"] = "What will be there that was not",
        ["OwnerGroupId"] = "Group that answers for it",
        ["OwnerId"] = "Who does it",
        ["Percent"] = "How much is done, in per cent",
        ["PostId"] = "Who carries it there",
        ["Profile"] = "Rules it was recorded under",
        ["Reach"] = "One case, or the way agencies work",
        ["Ref"] = "Code",
        ["ReportedById"] = "Reported done by",
        ["Account.Digest"] = "How often written to",
        ["ReportedOn"] = "Reported done on",
        ["Source"] = "Kind of source",
        ["SourceId"] = "Source",
        ["SourceHeldElsewhere"] = "Source held elsewhere",
        ["StandsFor"] = "The day it stands for",
        ["Strength"] = "Strength of the evidence",
        ["TargetId"] = "Which one",
        ["Title"] = "Title",
        ["VerifiedOn"] = "Accepted on",
        ["WhatNext"] = "What next",
        ["WorthSharingWith"] = "Worth sharing with",
        ["Finding.Detail"] = "More about it",
        ["Finding.Title"] = "What was found",
        ["Finding.Kind"] = "Kind of finding",
        ["Recommendation.Title"] = "What should change",
        ["ImprovementAction.Title"] = "What will be done",
        ["ImpactMeasure.Kind"] = "Kind of test",
        ["ImpactMeasure.Baseline"] = "How it is before work starts",
        ["ImpactMeasure.Target"] = "How it should become",
        ["ImpactMeasure.Result"] = "What is seen now",
        ["Group.Purpose"] = "What it is for",
        ["Organisation.Basis"] = "What its duty rests on",
        ["Organisation.Duty"] = "More about its duty",
        ["Priority.Outcome"] = "What will be different for children",
        ["LibraryItem.Date"] = "The date it stands for",
        ["LibraryItem.Summary"] = "What it says",
        ["LibraryItem.Volume"] = "Shelf",
        ["Indicator.OwnerId"] = "Owner",
        ["Indicator.Asked"] = "Periods it is asked for",
        ["Indicator.Changes"] = "Earlier definitions",
        ["Indicator.ExpectedLow"] = "Expected range, from",
        ["Indicator.ExpectedHigh"] = "Expected range, to",
        ["Indicator.Geography"] = "Area it is about",
        ["Indicator.GeographyName"] = "Name of that area",
        ["Indicator.PopulationCode"] = "People it is set against",
        ["Indicator.PopulationYear"] = "Year of the number of people",
        ["Indicator.Questions"] = "Questions for the meeting",
        ["Indicator.RetiredOn"] = "Last day it is asked for",
        ["Indicator.RetiredReason"] = "Why it is not asked for any more",
        ["Indicator.SmallNumbers"] = "Small counts that are hidden",
        ["Indicator.TargetsInWords"] = "Targets",
        ["Indicator.Year"] = "Year it is counted in",
        ["AccessList.OwnerId"] = "Of what",
        ["AccessList.Owner"] = "Kind",
        ["AccessListMember.MemberId"] = "Who",
        ["Evidence.Note"] = "What it shows",
        ["ActionUpdate.Text"] = "What was said",
        ["ActionUpdate.Kind"] = "What happened",
    };

    /// <summary>The field of a type in words that begin a line.</summary>
    /// <param name="type">Name of the record's or the part's class.</param>
    /// <param name="field">Name of the property.</param>
    public static string Of(string type, string field) =>
        Words.TryGetValue($"{type}.{field}", out var own) ? own : Words.TryGetValue(field, out var words) ? words : Spaced(field);

    /// <summary>"AreaForImprovement" as "Area for improvement", "OwnerGroupId" as "Owner group".</summary>
    public static string Spaced(string name)
    {
        var text = name.EndsWith("Id", StringComparison.Ordinal) && name.Length > 2 ? name[..^2] : name;
        var spaced = string.Concat(text.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
        return spaced.Length == 0 ? name : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }
}
