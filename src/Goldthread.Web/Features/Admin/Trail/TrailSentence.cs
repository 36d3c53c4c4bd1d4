using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Features.Admin.Trail;

/// <summary>What somebody did, as one sentence: "Accepted the action “Weekly list”". The name of a record that the reader may not
/// see is never in it.</summary>
public static class TrailSentence
{
    // By the page, or the button of a page, that carried it out; everything else was added, changed or removed.
    private static readonly Dictionary<string, string> Verbs = new()
    {
        // What was decided stands behind the page where it can be decided in two ways.
        ["AnswerAccepted"] = "Answered “accepted” to",
        ["AnswerPartlyAccepted"] = "Answered “partly accepted” to",
        ["AnswerRejected"] = "Answered “rejected” to",
        ["ReportedDone"] = "Reported as done",
        ["Back"] = "Brought back",
        ["Merge"] = "Merged",
        ["CorrectDecision"] = "Corrected the wording of",
        ["CorrectDecision Withdraw"] = "Withdrew as an error",
        ["MyProgress"] = "Reported progress on",
        ["Limits Withdraw"] = "Withdrew a decision on the limits of",
        ["Verify"] = "Accepted",
        ["SendBack"] = "Sent back",
        ["TakeBack"] = "Took back the acceptance of",
        ["Progress"] = "Reported progress on",
        ["Due"] = "Changed the date of",
        ["Withdraw"] = "Withdrew",
        ["Respond"] = "Responded to",
        ["Judge"] = "Judged",
        ["Close"] = "Closed",
        ["Reopen"] = "Reopened",
        ["Evidence"] = "Added evidence to",
        ["Attach"] = "Attached a file to",
        ["Share"] = "Marked as worth sharing",
        ["Uptake"] = "Noted who took up",
        ["Repeats"] = "Marked as repeated",
        ["None"] = "Decided on no recommendation for",
        ["Restrict"] = "Changed who may see",
        ["Shelve"] = "Shelved",
        ["ShelveMany"] = "Shelved",
        ["Limits"] = "Decided on the limits of",
        ["Imports"] = "Took back",
        ["SignOut"] = "Signed out everywhere",
        ["OutsideReaders"] = "Opened to an outside reader",
        ["Shut"] = "Shut to an outside reader",
        ["YourAbsence"] = "Handed work over for a time:",
        ["YourAbsence End"] = "Ended",
        ["Leaving"] = "Handed over the work and ended the access of",
        ["Check"] = "Confirmed who has access:",
        ["Colleagues"] = "Invited",
        ["EndAccess"] = "Ended the access of",
        ["SecondFactor"] = "Asked that the second factor be taken away from",
        ["SecondFactor Confirm"] = "Confirmed that the second factor be taken away from",
        ["SecondFactor Drop"] = "Left the second factor to",
        ["Details Unlink"] = "Undid the link with a provider of",
    };

    private static readonly HashSet<string> Beside = ["List of readers", "Reader", "Session", "Attached file", "Progress note", "Evidence", "Indicator step", "Account", "Request to take a second factor away", "Sign-in by a provider"];

    /// <summary>Says it.</summary>
    /// <param name="deed">As the trail stores it: "Thread/Actions/Verify".</param>
    /// <param name="changes">What it did, as far as the reader may know.</param>
    public static string Of(string deed, IReadOnlyList<TrailChange> changes)
    {
        switch (deed)
        {
            case "Read":
                var read = changes.Count(c => c.State == AuditChange.Read);
                return read < 2 ? "Read a restricted record" : $"Read {read} restricted records, or their names in a list";
            case "Export":
                return changes is [{ Title: { Length: > 0 } taken }] ? $"Took out “{taken}” as a file" : changes is [{ } list] ? $"Took out as a file: {list.Kind.ToLowerInvariant().Replace('-', ' ')}" : "Took out a list as a file";
            case "Sign in":
                return "Signed in";
            case "Sign out":
                return "Signed out";
            case "Admin/YourSignIn/Index · End" or "Admin/YourSignIn/Index · EndOthers":
                return "Signed out elsewhere";
            case "Admin/Downloads/New":
                return "Asked for a long list as a file";
            case "Admin/Downloads/Index · Remove":
                return "Removed a long list";
            case "Admin/YourSignIn/App":
                return "Set up an authenticator app";
            case "Admin/YourSignIn/Index · RemoveApp":
                return "Took the authenticator app off";
            case "Admin/YourSignIn/Index · Unlink":
                return "Left off signing in with a provider";
            case "Admin/YourSignIn/Passkeys":
                return "Added a passkey";
            case "Admin/YourSignIn/Passkeys · Remove":
                return "Removed a passkey";
            case "Admin/YourSignIn/RecoveryCodes":
                return "Drew new recovery codes";
            case "Admin/YourSignIn/Password":
                return "Changed the password";
            case "Account":
                return "Sign-in of an account: changed, or tried with a wrong password";
        }
        if (deed.EndsWith(AuditEntry.NotLetIn, StringComparison.Ordinal)) return $"Was not let in, or found nothing: {TrailReader.DeedInWords(deed[..^AuditEntry.NotLetIn.Length])}";
        if (!deed.Contains('/', StringComparison.Ordinal)) return deed;
        if (changes.Count == 0) return TrailReader.DeedInWords(deed);
        // The record itself, not what hangs on it; one with a name before one without; not one that only got something new hung on it.
        static bool IsOnlyHungOn(TrailChange change) => change is { State: AuditChange.Changed, Fields.Count: 0, IsHidden: false };
        if (changes.All(c => IsOnlyHungOn(c) && c.IsOwn)) return $"Added something to {What(changes[0])}";
        var main = changes.OrderBy(c => Beside.Contains(c.Kind) || c.IsPart).ThenBy(c => c.IsHidden || string.IsNullOrEmpty(c.Title)).ThenBy(IsOnlyHungOn).First();
        var others = changes.Where(c => c.RecordId != main.RecordId && !c.IsPart && !IsOnlyHungOn(c) && !Beside.Contains(c.Kind)).Select(c => c.RecordId).Distinct().Count();
        return $"{Verb(deed, main.State)} {What(main)}{(others > 0 ? $" and {Say.Count(others, "other record")}" : "")}";
    }

    private static string Verb(string deed, string state)
    {
        var parts = deed.Split(" · ");
        var path = parts[0].Split('/');
        foreach (var name in parts.Skip(1).SelectMany(p => new[] { $"{path[^1]} {p}", p }).Concat(path.Reverse()))
            if (Verbs.TryGetValue(name, out var verb)) return verb;
        return state switch { AuditChange.Added => "Added", AuditChange.Removed => "Removed", AuditChange.Read => "Read", AuditChange.Erased => "Erased values of", _ => "Changed" };
    }

    private static string What(TrailChange change)
    {
        var kind = change.Kind.ToLowerInvariant();
        if (change.IsOwn) return change.IsPart || Beside.Contains(change.Kind) ? $"this record ({kind})" : $"this {kind}";
        if (change.IsHidden) return $"a record that you may not see ({kind})";
        return change.Title is { Length: > 0 } title ? $"the {kind} “{title}”" : RecordKinds.Article(kind);
    }
}
