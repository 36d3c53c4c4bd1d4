namespace Goldthread.Domain.Admin;

/// <summary>Whom a message to many is for.</summary>
public enum MessageAudience
{
    /// <summary>Everybody with an account.</summary>
    Everybody,

    /// <summary>Who leads an agency.</summary>
    AgencyLeads,

    /// <summary>Who chairs a group.</summary>
    Chairs,

    /// <summary>Who leads an agency, or chairs a group, that is late with an answer or an action.</summary>
    WhoeverIsLate,

    /// <summary>Who holds a role in one group.</summary>
    OneGroup,
}

/// <summary>What the office or an administrator wrote to many people at once. It goes out by mail as it stands here, and so holds nothing of a case.</summary>
public sealed class Message : Record
{
    private Message() { }

    /// <summary>Writes it.</summary>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="subject">In a line.</param>
    /// <param name="text">The letter, without salutation.</param>
    /// <param name="by">Who writes, by name.</param>
    /// <param name="at">UTC.</param>
    public Message(MessageAudience audience, string subject, string text, string by, DateTime at) => (Audience, Subject, Text, By, At) = (audience, subject.Trim(), text.Trim(), by, at);

    /// <summary>Whom it is for.</summary>
    public MessageAudience Audience { get; private set; }

    /// <summary>In a line.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The letter, without salutation.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who wrote it, by name.</summary>
    public string By { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime At { get; private set; }
}

/// <summary>What a message to many must hold.</summary>
public static class MessageRules
{
    /// <summary>Longest subject, in characters.</summary>
    public const int LongestSubject = 120;

    /// <summary>Longest text, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>Problems of a message as typed.</summary>
    public static IReadOnlyList<Problem> Check(MessageAudience? audience, Guid? groupId, string? subject, string? text)
    {
        List<Problem> problems = [];
        if (audience is null) problems.Add(new("Audience", "Choose whom it is for"));
        if (audience == MessageAudience.OneGroup && groupId is null) problems.Add(new("GroupId", "Choose the group"));
        if (string.IsNullOrWhiteSpace(subject)) problems.Add(new("Subject", "Say in a line what it is about"));
        else if (subject.Trim().Length > LongestSubject) problems.Add(new("Subject", $"Shorten the subject to {LongestSubject} characters"));
        else if (subject.Trim().Any(char.IsControl)) problems.Add(new("Subject", "Keep the subject to one line"));
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new("Text", "Write the message"));
        else if (text.Trim().Length > LongestText) problems.Add(new("Text", $"Shorten the message to {LongestText:N0} characters"));
        return problems;
    }
}
